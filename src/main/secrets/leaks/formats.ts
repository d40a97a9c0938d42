import type { Leak } from '../../../shared/contract';

/** A credential that its form gives away, wherever it stands. */
export interface Format {
  readonly kind: Leak['kind'];
  /** What it is, as the end of “This is …”. */
  readonly words: string;
  readonly pattern: RegExp;
}

/**
 * Forms that issuers give their keys, so that they are found when they leak: a prefix and as many characters as they have.
 * What is shorter is an example.
 */
export const FORMATS: readonly Format[] = [
  {
    kind: 'private-key',
    words: 'a private key',
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?=[\s\\n"']{0,8}[A-Za-z0-9+/=:\s\\-]{64})/g,
  },
  { kind: 'private-key', words: 'an age identity', pattern: /\bAGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{50,}/g },
  {
    kind: 'token',
    words: 'a token of GitHub',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/g,
  },
  { kind: 'token', words: 'a token of GitLab', pattern: /\bgl(?:pat|dt|rt|ptt|soat)-[A-Za-z0-9_-]{20,}/g },
  { kind: 'token', words: 'a key of AWS', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { kind: 'token', words: 'a key of Google', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/g },
  { kind: 'token', words: 'a token of Slack', pattern: /\bxox[abprse]-[A-Za-z0-9-]{20,}/g },
  { kind: 'token', words: 'a key of Anthropic', pattern: /\bsk-ant-[A-Za-z0-9_-]{40,}/g },
  {
    kind: 'token',
    words: 'a key of OpenAI',
    pattern: /\bsk-(?:proj-)?[A-Za-z0-9]{20,}T3BlbkFJ[A-Za-z0-9]{20,}/g,
  },
  {
    kind: 'token',
    words: 'a key of Tailscale',
    pattern: /\btskey-[a-z]+-[A-Za-z0-9]{10,}-[A-Za-z0-9]{20,}/g,
  },
  {
    kind: 'token',
    words: 'a token of Cachix or another signed token (JWT)',
    pattern: /\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  },
  { kind: 'token', words: 'a token of a Telegram bot', pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g },
  { kind: 'token', words: 'a token of npm', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'token', words: 'a token of Hugging Face', pattern: /\bhf_[A-Za-z0-9]{30,}\b/g },
  { kind: 'token', words: 'a key of Stripe', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/g },
  {
    kind: 'token',
    words: 'a token of Discord',
    pattern: /\b[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}\b/g,
  },
  {
    kind: 'password',
    words: 'a password in an address',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[A-Za-z0-9._%-]+:(?<secret>[^\s:@/$<>{}"'`*]{4,})@[A-Za-z0-9[]/g,
  },
];
