import { createHmac, randomBytes } from 'node:crypto';
import { isAppError } from '../../../shared/contract';
import type { Reach, Ssh } from '../../ssh';
import { withPassword } from '../activation/root';
import type { StoredPassword } from './types';

/** Stored sudo passwords; the keychain fits. */
export interface StoredPasswords {
  get(
    ref: { readonly kind: 'sudo-password'; readonly subject: string },
    options?: { readonly unattended?: boolean },
  ): Promise<string | null>;
}

const TIMEOUT_MS = 10_000;

/**
 * Tries stored sudo passwords on their hosts. One that was wrong is not tried there again: some hosts lock a user out
 * after a few failures, and lights are looked at often.
 */
export class PasswordTrial {
  readonly #ssh: Pick<Ssh, 'exec'>;
  readonly #passwords: StoredPasswords | null;
  /** Marks of passwords that were wrong, by host. They say nothing outside of this process. */
  readonly #wrong = new Map<string, string>();
  readonly #salt = randomBytes(32);

  constructor(ssh: Pick<Ssh, 'exec'>, passwords: StoredPasswords | null) {
    this.#ssh = ssh;
    this.#passwords = passwords;
  }

  /** To be called only once the host's key was judged. Throws only what is a defect of ours, and `cancelled`. */
  async of(reach: Reach, signal?: AbortSignal): Promise<StoredPassword> {
    const { host } = reach;
    let password: string | null;
    try {
      const how = { unattended: reach.unattended === true };
      password = (await this.#passwords?.get({ kind: 'sudo-password', subject: host }, how)) ?? null;
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { kind: 'unavailable', reason: error.message };
    }
    if (password === null) return { kind: 'none' };
    const mark = createHmac('sha256', this.#salt).update(password).digest('base64');
    if (this.#wrong.get(host) === mark) return { kind: 'wrong' };
    const { words, input } = withPassword(password);
    try {
      const options = { timeoutMs: TIMEOUT_MS, input, ...(signal ? { signal } : {}) };
      const { code } = await this.#ssh.exec(reach, [...words, 'true'], options);
      if (code === 0) return { kind: 'right' };
    } catch (error) {
      if (!isAppError(error) || signal?.aborted) throw error;
      return { kind: 'unavailable', reason: `it could not be tried: ${error.message}` };
    }
    this.#wrong.set(host, mark);
    return { kind: 'wrong' };
  }
}
