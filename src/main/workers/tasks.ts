import type { ConfigRequest } from '../desktop';
import type { FleetQuestion } from '../fleet';
import type { SealInput, UnsealInput } from '../keychain';
import type { RecipesRequest } from '../recipes';
import type { OpenSecret, SealSecrets, SecretsRequest } from '../secrets';
import type { DecryptInput } from '../ssh';
import { selfTest } from './self-test';

/**
 * Every task the worker threads know: a function of data that can be cloned between threads, to such data. It
 * throws AppError for what a person should read. To add one, name it here; code of another area is imported on
 * demand, as in `async (input: In) => (await import('../area')).work(input)`, so that a thread loads only what it
 * is asked for, and areas that use the pool make no circle with it.
 */
export const tasks = {
  'self-test': selfTest,
  'ask-fleet': async ({ name, of, input }: FleetQuestion) =>
    (await import('../fleet')).readerInThisThread.ask(name, of, input),
  'seal-vault': async (input: SealInput) => (await import('../keychain')).cryptoInThisThread.seal(input),
  'unseal-vault': async (input: UnsealInput) =>
    (await import('../keychain')).cryptoInThisThread.unseal(input),
  'read-recipes': async (input: RecipesRequest) =>
    (await import('../recipes')).readRecipesInThisThread(input),
  'scan-leaks': async ({ dir }: { dir: string }) => (await import('../secrets')).scanForLeaks(dir),
  'read-secrets': async (input: SecretsRequest) =>
    (await import('../secrets')).readSecretsInThisThread(input),
  'decrypt-key': async (input: DecryptInput) => (await import('../ssh')).decryptKeyInThisThread(input),
  'read-config': async (input: ConfigRequest) => (await import('../desktop')).readConfigInThisThread(input),
  'seal-secrets': async (input: SealSecrets) => (await import('../secrets')).sealAll(input),
  'open-secret': async (input: OpenSecret) => (await import('../secrets')).openSecret(input),
} satisfies Readonly<Record<string, (input: never) => unknown>>;

export type TaskName = keyof typeof tasks;
export type TaskInput<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[0];
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]>>;

/** Runs the task `name` in this thread. */
export async function runTask(name: TaskName, input: unknown): Promise<unknown> {
  const task = tasks[name] as (value: unknown) => unknown;
  return await task(input);
}
