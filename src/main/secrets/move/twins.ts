import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { optionPath } from '../../../shared/features';
import type { Option } from '../../../shared/contract';

/** A list of options that NixOS declares; see `resources/options`. */
const NIXOS = 'nixos-24.12.tsv';
/** A name that stands for any. */
const ANY = new Set(['_name_', '<name>', '*', '_']);
/** Before the host runs there are no secrets: what its boot loader and first stage read must lie elsewhere. */
const TOO_EARLY = new Set(['boot']);

export interface TwinParts {
  readonly resourcesDir: string;
  /** Options that modules of the fleet declare, by a part of their path. */
  readonly findOptions: (query: string) => Promise<readonly Option[]>;
}

/** Services of NixOS whose file is not the bare value, but settings or lines of a format of its own, by their manuals. */
const OTHER_FORMAT = [
  'services.bepasty',
  'services.gitea-actions-runner',
  'services.roundcube',
  'services.wakapi',
];

/**
 * Whether NixOS or the fleet declares both options for systems, the one as a text and `twin` as the path of a file with the
 * same text.
 */
export async function takesFile(
  option: readonly string[],
  twin: readonly string[],
  parts: TwinParts,
): Promise<boolean> {
  if (TOO_EARLY.has(option[0] ?? '')) return false;
  const both = [option, twin].map((one) => optionPath(one));
  const own = await Promise.all(
    both.map(async (wanted) => (await parts.findOptions(wanted)).find((one) => isOwn(one, wanted))),
  );
  if (own.every((one) => one !== undefined)) return true;
  if (OTHER_FORMAT.some((prefix) => both[0]?.startsWith(`${prefix}.`))) return false;
  const list = (await readFile(path.join(parts.resourcesDir, 'options', NIXOS), 'utf8')).split('\n');
  return [option, twin].every((one) => {
    const last = `.${one.at(-1) ?? ''}\t`;
    return list.some((line) => {
      if (!line.includes(last)) return false;
      const [name = '', type = ''] = line.split('\t');
      return isTextType(type) && matches(name.split('.'), one);
    });
  });
}

/** A file of environment variables is not the bare value. */
function isOwn({ path: name, scope, type, description }: Option, wanted: string): boolean {
  return name === wanted && scope === 'nixos' && isTextType(type) && !/environment/i.test(description);
}

function matches(pattern: readonly string[], option: readonly string[]): boolean {
  return (
    pattern.length === option.length && pattern.every((name, at) => ANY.has(name) || name === option[at])
  );
}

/** A path in the Nix store would be a copy of what is in clear. */
function isTextType(type: string): boolean {
  return /\b(?:path|string|str)\b/i.test(type) && !/list|attr|store|submodule/i.test(type);
}
