import { AppError, isAppError } from '../../../shared/contract';
import type { Asker, ExecOptions, Reach, Ssh } from '../../ssh';

/** Stored sudo passwords; the keychain fits. */
export interface SudoPasswords {
  get(ref: { readonly kind: 'sudo-password'; readonly subject: string }): Promise<string | null>;
  set(ref: { readonly kind: 'sudo-password'; readonly subject: string }, value: string): Promise<unknown>;
}

/** Where the password comes from when a host wants one. */
export interface SudoPorts {
  readonly passwords: SudoPasswords;
  readonly asker: Asker;
}

/** How a command becomes root: words before it, and what sudo reads from standard input before the command does. */
export interface Rights {
  readonly words: readonly string[];
  readonly input: string;
}

const NONE: Rights = { words: [], input: '' };
const WITHOUT_PASSWORD: Rights = { words: ['sudo', '-n', '--'], input: '' };
/** `-k`: a password is read for certain, so that it is never left for the command to read. */
const WITH_PASSWORD = ['sudo', '-k', '-S', '-p', '', '--'];
const TRIES = 3;
const TIMEOUT_MS = 20_000;

/**
 * Becomes root on one host for as long as a run lasts. A password is looked for only once a command has come
 * through, and so after the verdict on the host key; it travels on standard input alone.
 */
export class Root {
  readonly #ssh: Ssh;
  readonly #reach: Reach;
  readonly #ports: SudoPorts | null;
  readonly #warn: (text: string) => void;
  #rights: Promise<Rights> | null = null;

  /** `warn` is told what went wrong beside the matter: it ends nothing. */
  constructor(
    ssh: Ssh,
    reach: Reach,
    ports: SudoPorts | null,
    warn: (text: string) => void = () => undefined,
  ) {
    this.#ssh = ssh;
    this.#reach = reach;
    this.#ports = ports;
    this.#warn = warn;
  }

  /** `user` is whom the login is for. Throws `sudo-refused`, and what {@link Ssh} throws. */
  rights(user: { readonly uid: number; readonly name: string }, signal?: AbortSignal): Promise<Rights> {
    this.#rights ??= this.#find(user, signal).catch((error: unknown) => {
      this.#rights = null;
      throw error;
    });
    return this.#rights;
  }

  async #find(user: { readonly uid: number; readonly name: string }, signal?: AbortSignal): Promise<Rights> {
    if (user.uid === 0) return NONE;
    const free = await this.#run(['sudo', '-n', '--', 'true'], { signal });
    if (free.code === 0) return WITHOUT_PASSWORD;
    const said = free.stderr.trim().split('\n').at(-1) ?? '';
    if (!wantsPassword(said)) {
      throw this.#refused(`${user.name} cannot become root there: ${said || `exit code ${free.code}`}.`);
    }
    const ports = this.#ports;
    if (ports === null) throw this.#refused(`sudo wants a password of ${user.name}.`);
    return this.#byPassword(ports, user.name, signal);
  }

  async #byPassword(ports: SudoPorts, user: string, signal?: AbortSignal): Promise<Rights> {
    const { host } = this.#reach;
    const ref = { kind: 'sudo-password', subject: host } as const;
    const complaints: string[] = [];
    const stored = await ports.passwords.get(ref).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
      complaints.push(` The stored one could not be had: ${error.message}`);
      return null;
    });
    if (stored !== null) {
      if (await this.#isRight(stored, signal)) return withPassword(stored);
      complaints.push(' The stored one is wrong.');
    }
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const answer = await ports.asker.ask(
        { kind: 'sudo-password', host, user, again: attempt > 0 || stored !== null },
        signal,
      );
      const value = answer?.accept === true ? answer.value : undefined;
      if (value === undefined) break;
      if (await this.#isRight(value, signal)) {
        if (answer?.remember === true) {
          // That it is not kept is no reason to end a deploy, and no reason to be silent.
          await ports.passwords.set(ref, value).catch((error: unknown) => {
            if (!isAppError(error)) throw error;
            this.#warn(`The password of sudo on ${host} was not stored: ${error.message}`);
          });
        }
        return withPassword(value);
      }
      complaints.push(attempt === 0 ? ' The one that was typed is wrong.' : '');
    }
    throw this.#refused(`sudo wants the password of ${user}.${complaints.join('')}`);
  }

  async #isRight(password: string, signal?: AbortSignal): Promise<boolean> {
    const { words, input } = withPassword(password);
    return (await this.#run([...words, 'true'], { signal, input })).code === 0;
  }

  #run(argv: readonly string[], options: ExecOptions): ReturnType<Ssh['exec']> {
    return this.#ssh.exec(this.#reach, argv, { timeoutMs: TIMEOUT_MS, ...options });
  }

  #refused(why: string): AppError {
    const { host } = this.#reach;
    return new AppError('sudo-refused', `Nothing was activated on ${host}: ${why}`, {
      hint: `Store the password with \`snowfleet credentials set sudo-password ${host}\`, or let this user run sudo without one.`,
      detail: { host },
    });
  }
}

/** Whether what sudo said is that it wants a password and nobody gave it one; sudo-rs has other words for it. */
export function wantsPassword(said: string): boolean {
  return /password|terminal|authentication is required/.test(said);
}

/** sudo with a password that is given on standard input. */
export function withPassword(password: string): Rights {
  return { words: WITH_PASSWORD, input: `${password}\n` };
}
