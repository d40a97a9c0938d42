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

/** Whether NixOS or the fleet declares an option for systems that takes the path of a file as a text. */
export async function takesFile(option: readonly string[], parts: TwinParts): Promise<boolean> {
  if (TOO_EARLY.has(option[0] ?? '')) return false;
  const wanted = optionPath(option);
  const own = await parts.findOptions(wanted);
  if (own.some((one) => one.path === wanted && one.scope === 'nixos' && isPathType(one.type))) return true;
  const list = await readFile(path.join(parts.resourcesDir, 'options', NIXOS), 'utf8');
  const last = `.${option.at(-1) ?? ''}\t`;
  return list.split('\n').some((line) => {
    if (!line.includes(last)) return false;
    const [name = '', type = ''] = line.split('\t');
    return isPathType(type) && matches(name.split('.'), option);
  });
}

function matches(pattern: readonly string[], option: readonly string[]): boolean {
  return (
    pattern.length === option.length && pattern.every((name, at) => ANY.has(name) || name === option[at])
  );
}

/** A path in the Nix store would be a copy of what is in clear. */
function isPathType(type: string): boolean {
  return /\b(?:path|string|str)\b/i.test(type) && !/list|attr|lines|store|submodule/i.test(type);
}
