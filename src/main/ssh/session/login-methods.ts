import type { AnyAuthMethod, KeyboardInteractiveAuthMethod } from 'ssh2';
import { isAppError } from '../../../shared/contract';
import type { Asker } from '../asks';
import type { SessionCredentials } from '../keys/credentials';
import { describeKey, type Ring } from '../keys/ring';
import { RingAgent } from '../keys/ssh2-agent';
import type { Reach } from '../types';
import { spokenName } from './jumps';
import type { ResolvedHost } from './resolve';

/** Ways to log in, one after the other, asked for only once the host key is trusted. */
export interface LoginMethods {
  /** The next one for what the server still accepts (null: not known yet); null when none is left. */
  next(accepted: readonly string[] | null): Promise<AnyAuthMethod | null>;
  /** Told that the login stands: now a password may be stored. */
  succeeded(): Promise<void>;
  /** What was offered, in words. */
  readonly tried: readonly string[];
  /** What could not be offered, with the reason. */
  readonly skipped: readonly string[];
  readonly accepted: readonly string[];
}

export interface LoginParts {
  readonly reach: Reach;
  readonly host: ResolvedHost;
  readonly ring: Ring;
  readonly credentials: SessionCredentials;
  readonly asker: Asker;
  readonly signal: AbortSignal;
  /** Keeps the time limit of the login standing while a person types. */
  readonly whileAsking: <T>(work: Promise<T>) => Promise<T>;
}

const PASSWORD_TRIES = 3;
/** Rounds of questions of one server; more is no login. */
const MAX_ROUNDS = 10;
const MAX_PROMPT = 400;

export function createLoginMethods(parts: LoginParts): LoginMethods {
  const { reach, host, ring, credentials, asker, signal, whileAsking } = parts;
  const username = host.user;
  const tried: string[] = [];
  const refused: string[] = [];
  let accepted: readonly string[] = [];
  let typed: { value: string; remember: boolean } | null = null;
  let stored: string | null | undefined;

  const storedPassword = async (): Promise<string | null> => {
    if (stored !== undefined) return null;
    try {
      const name = { kind: 'ssh-password', subject: reach.host } as const;
      stored = await whileAsking(credentials.get(name, { unattended: reach.unattended === true }));
    } catch (error) {
      stored = null;
      refused.push(`the stored password (${isAppError(error) ? error.message : 'the keychain failed'})`);
    }
    return stored;
  };
  const typedPassword = async (again: boolean): Promise<string | null> => {
    const question = { kind: 'password', host: spokenName(reach), user: username, again } as const;
    const answer = await whileAsking(asker.ask(question, signal));
    if (answer?.accept !== true || answer.value === undefined) return null;
    typed = { value: answer.value, remember: answer.remember === true };
    return answer.value;
  };
  const mayUse = (method: string): boolean => accepted.includes(method);

  async function* methods(): AsyncGenerator<AnyAuthMethod> {
    // Hosts behind an identity-aware network let people in by it; all others answer with what they accept.
    tried.push('none');
    yield { type: 'none', username };
    if (host.logins.publickey && mayUse('publickey')) {
      const keys = RingAgent.usable(ring);
      tried.push(...keys.map(({ of }) => `key ${describeKey(of)}`));
      const agent = new RingAgent(ring, {
        signal,
        whileAsking,
        complain: (reason) => refused.push(reason),
      });
      if (keys.length > 0) yield { type: 'agent', username, agent };
    }
    if (host.logins.password && mayUse('password')) {
      const known = await storedPassword();
      if (known !== null) {
        tried.push('the stored password');
        yield { type: 'password', username, password: known };
      }
      for (let attempt = 0; attempt < PASSWORD_TRIES && mayUse('password'); attempt++) {
        const password = await typedPassword(attempt > 0 || known !== null);
        if (password === null) break;
        tried.push('a typed password');
        yield { type: 'password', username, password };
      }
    }
    if (host.logins.keyboardInteractive && mayUse('keyboard-interactive')) {
      for (let attempt = 0; attempt < PASSWORD_TRIES && mayUse('keyboard-interactive'); attempt++) {
        const before = tried.length;
        yield { type: 'keyboard-interactive', username, prompt };
        // Nothing new could be answered: to ask the same again would only count against us.
        if (tried.length === before) break;
      }
    }
  }

  let rounds = 0;
  const prompt: KeyboardInteractiveAuthMethod['prompt'] = (
    _name,
    _instructions,
    _language,
    prompts,
    finish,
  ) => {
    const answerAll = async (): Promise<string[]> => {
      rounds += 1;
      if (rounds > MAX_ROUNDS) return [];
      const answers: string[] = [];
      for (const one of prompts)
        answers.push(await answerPrompt(one.prompt, one.echo === true, prompts.length));
      return answers;
    };
    void answerAll().then(finish, () => finish([]));
  };
  const answerPrompt = async (text: string, echo: boolean, of: number): Promise<string> => {
    // A single hidden question is the password; others (a code, a new password) are for a person.
    const known = !echo && of === 1 ? await storedPassword() : null;
    if (known !== null) {
      tried.push('the stored password');
      return known;
    }
    const question = {
      kind: 'prompt',
      host: spokenName(reach),
      user: username,
      prompt: plain(text),
      echo,
    } as const;
    const answer = await whileAsking(asker.ask(question, signal));
    if (answer?.accept !== true || answer.value === undefined) return '';
    tried.push('a typed answer');
    if (!echo && of === 1) typed = { value: answer.value, remember: answer.remember === true };
    return answer.value;
  };

  const source = methods();
  return {
    async next(left) {
      if (left !== null) accepted = left;
      const { value, done } = await source.next();
      return done === true ? null : value;
    },
    async succeeded() {
      if (typed?.remember !== true) return;
      await credentials
        .set({ kind: 'ssh-password', subject: reach.host }, typed.value)
        .catch(() => undefined);
    },
    tried,
    get skipped() {
      return [...ring.skipped(), ...refused];
    },
    get accepted() {
      return accepted;
    },
  };
}

/** A server's words without control characters, and not without end. */
function plain(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_PROMPT);
}
