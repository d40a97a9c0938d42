import type { Leak } from '../../../shared/contract';

/** Words by which a name says that what it names is secret, with what that is. */
const WORDS: Readonly<Record<string, Leak['kind']>> = {
  password: 'password',
  passwd: 'password',
  passphrase: 'password',
  pass: 'password',
  pwd: 'password',
  psk: 'password',
  secret: 'secret',
  token: 'token',
  credential: 'secret',
  credentials: 'secret',
  apikey: 'token',
  authkey: 'token',
  cookie: 'token',
};

/** What makes a key a secret one. */
const KEY_WORDS = new Set([
  'api',
  'auth',
  'access',
  'private',
  'secret',
  'preshared',
  'shared',
  'encryption',
  'signing',
  'master',
  'license',
  'licence',
  'app',
  'account',
]);

/** `vncPassword`, `api_key`, `AUTH-TOKEN` as small words. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** What a name says it names: by its last word, since `passwordFile` and `secretName` name no secret. Null for all others. */
export function tellingKind(name: string): Leak['kind'] | null {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (last === 'key' || last === 'keys') return KEY_WORDS.has(before) ? 'token' : null;
  if (['hashed', 'hash', 'public', 'no', 'without'].includes(before)) return null;
  return WORDS[last] ?? null;
}

/** Whether a name holds a hash of a password. */
export function tellsHash(name: string): boolean {
  const words = wordsOf(name);
  return words.includes('hashed') && (words.includes('password') || words.includes('passwd'));
}

/** What crypt(3) makes of a password. */
export const PASSWORD_HASH = /^\$(?:1|2[abxy]?|5|6|7|y|gy|sha1|argon2\w*)\$[^\s]{8,}$/;

/** Words that stand where a person shall put a value. */
const PLACEHOLDER =
  /^(?:<.*>|\[.*\]|\{.*\}|%.*%|@.*@|x{3,}|\*+|!+|-+|\.{3,}|…|your[-_ ].*|my[-_ ].*|some[-_ ].*|the[-_ ].*|insert.*|replace.*|change[-_ ]?(?:me|this).*|todo.*|fixme.*|example.*|sample.*|dummy.*|placeholder.*|none|null|undefined|true|false|unused|redacted|hidden|secret|token|password|not[-_ ].*)$/i;

/** Whether a text that stands under a telling name may be a credential itself, rather than a name, a path or a word. */
export function mayBeCredential(text: string, kind: Leak['kind']): boolean {
  const value = text.trim();
  if (value.length < 3 || value.length > 4096 || /\s/.test(value)) return false;
  // Paths, references, templates, addresses, colours and formats.
  if (/^(?:[./~$%#@&]|[a-z][a-z0-9+.-]*:\/\/|file:|env:|pass:|op:|vault:|gpg:|sha\d)/i.test(value))
    return false;
  if (/\$\{|\{\{|%\(|<[A-Za-z]/.test(value) || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)) return false;
  if (PLACEHOLDER.test(value) && kind !== 'password') return false;
  if (kind === 'password') {
    // What a person types, and no word of a configuration.
    if (
      /^(?:<.*>|\*+|!+|x{3,}|\{.*\}|your[-_].*|none|null|true|false|yes|no|required|sufficient|optional|requisite|include|substack|ask|always|never|plain|prompt|internal|external|disabled|enabled|string|text|str|redacted|placeholder|password|passwd|passphrase|token|secret)$/i.test(
        value,
      )
    )
      return false;
    return /^[\x21-\x7e]+$/.test(value);
  }
  return looksRandom(value);
}

/** Whether a text looks as if a machine had made it: long, of several kinds of characters, and hard to guess. */
export function looksRandom(value: string): boolean {
  if (value.length < 12 || !/^[\x21-\x7e]+$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(value)).length;
  if (kinds < 2 || !/\d/.test(value)) return false;
  // Names are words with signs between them.
  const words = value.split(/[-_.:/]/);
  if (
    words.length > 2 &&
    words.every((word) => word.length < 14 && /^(?:[a-z]+|[A-Z][a-z]+|\d{1,4})$/.test(word))
  )
    return false;
  return entropy(value) >= 3.1;
}

/** Shannon entropy of the characters of a text, in bits each. */
function entropy(text: string): number {
  const count = new Map<string, number>();
  for (const character of text) count.set(character, (count.get(character) ?? 0) + 1);
  let bits = 0;
  for (const times of count.values()) bits -= (times / text.length) * Math.log2(times / text.length);
  return bits;
}
