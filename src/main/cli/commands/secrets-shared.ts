import path from 'node:path';
import { type Command, Option } from 'commander';
import { isAppError, type SecretsChanged } from '../../../shared/contract';
import type { Cli, Session } from '../cli';
import { harmless } from '../io';
import { table } from '../table';

export interface IdentityWords {
  readonly identity: readonly string[];
}

const IDENTITY = 'decrypt with this age identity or SSH key and no other; may be repeated';

export const withIdentity = (command: Command): Command =>
  command.addOption(
    new Option('-i, --identity <file>', IDENTITY)
      .default([])
      .argParser((file: string, before: string[]) => [...before, file]),
  );

export const identitiesOf = (cli: Cli, { identity }: IdentityWords): string[] =>
  identity.map((file) => path.resolve(cli.cwd, file));

/** Calls for a file as it is written from the working directory, and as it is written where that names none. */
export async function named<T>(
  cli: Cli,
  session: Session,
  given: string,
  call: (file: string) => Promise<T>,
): Promise<T> {
  const here = await relativeToFleet(cli, session, given);
  if (here === given) return call(given);
  try {
    return await call(here);
  } catch (error) {
    if (!isAppError(error, 'secret-unknown')) throw error;
    return call(given);
  }
}

/** A file as the fleet has it, where it is written from a folder in it. */
export async function relativeToFleet(cli: Cli, { client }: Session, given: string): Promise<string> {
  const fleet = await client.fleet.current();
  const here = path.relative(fleet?.dir ?? cli.cwd, path.resolve(cli.cwd, given));
  return here.startsWith('..') || path.isAbsolute(here) ? given : here;
}

/** What a change did, in words or as a document. */
export function tell(cli: Cli, changed: SecretsChanged): void {
  for (const note of changed.notes) cli.io.say(harmless(note));
  if (cli.io.json) return cli.io.document(changed);
  if (changed.changed.length > 0) {
    const verified = new Set(changed.verified);
    cli.io.print(
      table(
        ['CHANGED', 'PROVEN'],
        changed.changed.map((file) => [harmless(file), verified.has(file) ? 'yes' : '']),
      ),
    );
  }
  if (changed.public !== undefined) cli.io.print(`public half: ${changed.public}`);
}
