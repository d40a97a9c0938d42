import { AppError } from '../../../shared/contract';
import type { SecretStore, Standing } from '../store';
import { failureOf } from '../words';
import { type Caller, type CallerOptions, createCaller, HelperError } from './caller';
import type { Ask, Reply } from './protocol';

/** The keychain of the desktop, over the Secret Service API. */
export interface SecretService extends SecretStore {
  /** Starts what it needs, so that the time of that is not taken for a slow keychain. Never throws. */
  warmUp(): Promise<void>;
  /**
   * Has the desktop ask the user for the keyring's password. After {@link PROMPT_MS} throws `keychain-timeout`; the
   * prompt then stays, and `onLate` is called should it be answered. Throws `prompt-dismissed`.
   */
  open(onLate: () => void): Promise<void>;
  close(): void;
}

/** Whether it is there and unlocked, a question without any prompt. */
const PROBE_MS = 2_800;
/** Reading and writing. With a probe before it and one after it, nobody waits for longer than 10 s. */
const WORK_MS = 4_000;
const PROMPT_MS = 9_500;
/** How long a prompt may stay on the screen. */
const PROMPT_LIFE_MS = 180_000;

export interface SecretServiceOptions extends CallerOptions {
  /** Milliseconds to wait for a prompt; {@link PROMPT_MS} where absent. */
  readonly promptMs?: number;
}

export function createSecretService(options: SecretServiceOptions): SecretService {
  const caller = createCaller(options);
  let prompt: { readonly caller: Caller; readonly answered: Promise<boolean> } | null = null;

  const standing = async (): Promise<Standing> => {
    try {
      const { probe } = expectReply(await again(caller, { do: 'probe' }, PROBE_MS), 'probe');
      return {
        state: probe.state === 'unlocked' ? 'ready' : probe.state,
        provider: probe.provider,
        detail: probe.words,
      };
    } catch (error) {
      const detail = error instanceof Error ? error.message : '';
      const isSlow = error instanceof HelperError && error.how === 'timeout';
      return { state: isSlow ? 'timeout' : 'no-service', provider: null, detail };
    }
  };

  /** Only with the keyring open, so that no call of libsecret raises a prompt. */
  const work = async (ask: Ask): Promise<Reply> => {
    const before = await standing();
    if (before.state !== 'ready') throw failureOf('secret-service', before);
    try {
      return await again(caller, ask, WORK_MS);
    } catch (error) {
      // It may have ended or locked itself meanwhile; then that is what there is to say.
      if (error instanceof HelperError && error.how === 'timeout') {
        throw failureOf('secret-service', { state: 'timeout', provider: before.provider, detail: '' });
      }
      const after = await standing();
      throw failureOf(
        'secret-service',
        after.state === 'ready'
          ? { ...after, state: 'no-service', detail: error instanceof Error ? error.message : '' }
          : after,
      );
    }
  };

  const startPrompt = (): { caller: Caller; answered: Promise<boolean> } => {
    const own = createCaller(options);
    const answered = own
      .ask({ do: 'open' }, PROMPT_LIFE_MS)
      .then((reply) => expectReply(reply, 'opened').opened)
      .finally(() => {
        own.close();
        if (prompt?.caller === own) prompt = null;
      });
    return { caller: own, answered };
  };

  return {
    kind: 'secret-service',
    warmUp: () => caller.ready().catch(() => undefined),
    standing,
    read: async (account) => expectReply(await work({ do: 'read', account }), 'value').value,
    async write(account, value) {
      await work({ do: 'write', account, value });
    },
    remove: async (account) => expectReply(await work({ do: 'remove', account }), 'done').done,
    async open(onLate) {
      const before = await standing();
      if (before.state === 'ready') return;
      if (before.state !== 'locked' && before.state !== 'missing') throw failureOf('secret-service', before);
      prompt ??= startPrompt();
      const { answered } = prompt;
      const waiting = withTimer(options.promptMs ?? PROMPT_MS);
      try {
        const outcome = await Promise.race([answered, waiting.over]);
        if (outcome === 'over') {
          answered.then(onLate, () => undefined);
          throw new AppError('keychain-timeout', 'The prompt for the keyring was not answered.', {
            hint: 'Answer it where it is shown; Snowfleet sees by itself when the keyring is open. Where no prompt shows, unlock the keyring another way, or log in again.',
          });
        }
        if (outcome) return;
      } catch (error) {
        if (!(error instanceof HelperError)) throw asFailure(error);
        throw failureOf('secret-service', await standing());
      } finally {
        waiting.clear();
      }
      throw new AppError(
        'prompt-dismissed',
        'The prompt for the keyring was closed without an answer, or could not be shown.',
        {
          hint: 'Unlock it again when you want to use what is stored in it.',
        },
      );
    },
    close() {
      prompt?.caller.close();
      caller.close();
    },
  };
}

/** Once more where the helper itself ended: it keeps a session that a keychain which was restarted does not know. */
async function again(caller: Caller, ask: Ask, withinMs: number): Promise<Reply> {
  await caller.ready();
  const until = Date.now() + withinMs;
  const once = async (): Promise<Reply> => {
    const reply = await caller.ask(ask, Math.max(1, until - Date.now()));
    if (reply.is === 'failed') throw new Error(reply.words);
    return reply;
  };
  try {
    return await once();
  } catch (error) {
    if (error instanceof HelperError && error.how === 'timeout') throw error;
    caller.close();
    return await once();
  }
}

function expectReply<Kind extends Reply['is']>(reply: Reply, kind: Kind): Extract<Reply, { is: Kind }> {
  if (reply.is === 'failed') throw new Error(reply.words);
  if (reply.is !== kind) throw new HelperError('ended');
  return reply as Extract<Reply, { is: Kind }>;
}

function asFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const detail = error instanceof Error ? error.message : '';
  return failureOf('secret-service', { state: 'no-service', provider: null, detail });
}

function withTimer(ms: number): { readonly over: Promise<'over'>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<'over'>((resolve) => {
    timer = setTimeout(() => resolve('over'), ms);
  });
  return { over, clear: () => clearTimeout(timer) };
}
