import type { AppError, DeployMode, HostSecrets } from '../../../shared/contract';
import type { HostAnswer } from './answer';
import type { Inhibitors } from './inhibitors';

/** How asking a host came out. */
export type Asking =
  /** `trouble`: why the answer is not whole. `ms`: until the first word, with the login where there was none yet. */
  | {
      readonly kind: 'answered';
      readonly answer: HostAnswer;
      readonly ms: number;
      readonly trouble?: AppError;
    }
  /** It let us in and ran nothing of ours. */
  | { readonly kind: 'mute'; readonly said: string }
  | { readonly kind: 'failed'; readonly error: AppError };

/** The system that shall come, where it was built already. */
export interface NextSystem {
  readonly to: string;
  /** Bytes that are not on the host yet; null where nobody has counted. */
  readonly copyBytes: number | null;
  /** Files of the boot loader: where the link leads, and how large it is. */
  readonly bootFiles: readonly { readonly name: string; readonly target: string; readonly bytes: number }[];
  readonly inhibitors: Inhibitors;
}

/** The sudo password of a host as the keychain has it. */
export type StoredPassword =
  { readonly kind: 'none' | 'right' | 'wrong' } | { readonly kind: 'unavailable'; readonly reason: string };

/** What we know beside the host's own answer. */
export interface Known {
  /** Nobody is there to answer a question, so what fails for want of one is no last word. */
  readonly unattended: boolean;
  readonly mode: DeployMode;
  /** What the last run from here left on the host; null where there was none. */
  readonly last: { readonly to: string; readonly at: string } | null;
  readonly next: NextSystem | null;
  /** Null where sudo asks for none. */
  readonly password: StoredPassword | null;
  /** Public halves of our own keys for signing, as `NAME:BASE64`. */
  readonly signingKeys: readonly string[];
  /** Whether it will decrypt its secrets; absent where they could not be looked at. */
  readonly secrets?: HostSecrets | undefined;
}
