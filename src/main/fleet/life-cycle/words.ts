/** Where a name stands in a text. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
}

const WORD = /[A-Za-z0-9_]/;

/** A text as it is matched by a regular expression, character by character. */
export function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Every place where `name` stands as a word, as `git grep --word-regexp` has it. */
export function occurrences(text: string, name: string): Occurrence[] {
  const found: Occurrence[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!WORD.test(text.charAt(at - 1)) && !WORD.test(text.charAt(end))) found.push({ start: at, end });
  }
  return found;
}

/** The whole word around an occurrence where hyphens join it to more: `p620-1` for `p620`. */
export function hyphenated(text: string, { start, end }: Occurrence): string {
  let from = start;
  let to = end;
  while (/[\w-]/.test(text.charAt(from - 1))) from -= 1;
  while (/[\w-]/.test(text.charAt(to))) to += 1;
  return text.slice(from, to);
}

const ADDRESS =
  /^(?:[a-z][\w+.-]*:\/\/)?(?:[\w.-]+@)?(?<host>[A-Za-z0-9_](?:[\w-]*[A-Za-z0-9])?)(?<domain>(?:\.[A-Za-z][\w-]*)+)?(?::\S*|\/\S*)?$/;
/** Endings of file names that would pass for a domain. */
const FILE_ENDING = /\.(?:nix|age|pub|key|sh|ya?ml|json|toml|conf|md|txt|py)$/;

/** Domains of one label under which people keep hosts of their own; another one is somebody's name on the Internet. */
const PRIVATE = /^\.(?:local|localdomain|lan|home|internal|intranet|private|corp|test|example|box|arpa)$/;

/** The host's own part of an address: of `p620`, `p620:80`, `root@p620.lan`, `http://p620/x`; null for other text. */
export function hostPartOf(text: string): string | null {
  const match = ADDRESS.exec(text);
  const { host, domain } = match?.groups ?? {};
  if (host === undefined || (domain !== undefined && FILE_ENDING.test(domain))) return null;
  if (domain !== undefined && domain.lastIndexOf('.') === 0 && !PRIVATE.test(domain)) return null;
  // `name/rest` without a scheme is a path.
  if (/^[^:@/]+\//.test(text)) return null;
  return host;
}

/** Words before a host: `ssh p620`, `--target-host=p620`, `Match originalhost p620`. */
const COMMAND =
  /(?:\b(?:ssh|scp|ping|(?:original)?host(?:name)?)|--(?:[\w-]*host|on|limit|target))[ =]+["']?$/i;
const DOMAIN = /^(?:\.[A-Za-z][\w-]*)+/;

/**
 * Whether a name inside a longer text can only mean a host: it has a port, a domain, a scheme, a user or a command
 * with it.
 */
export function isAddressed(text: string, { start, end }: Occurrence): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  const after = text.slice(end, end + 60);
  if (after.startsWith('-') || before.endsWith('-')) return false;
  if (/(?:[\w.-]@|\.#|\b(?:nixosConfigurations|nodes)\.)$/.test(before)) return true;
  const domain = DOMAIN.exec(after)?.[0] ?? '';
  const isFree = /(?:^|:\/\/|[\s"'`=,([|])$/.test(before);
  if (isFree && domain !== '') return hostPartOf(text.slice(start, end) + domain) !== null;
  if (before.endsWith('://') || COMMAND.test(before)) return true;
  if (isFree && /^:\d+\b/.test(after)) return true;
  return /\bhost(?:s|name)?["']?\s*[=:]\s*\[?["']?$/i.test(before) && /^["'\s,}\]]|^$/.test(after);
}
