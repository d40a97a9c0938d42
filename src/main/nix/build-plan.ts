import { readFile } from 'node:fs/promises';
import type { PlannedBuild } from './build-tree';

/** Derivations that `nix-store --realise --dry-run` announces; they stand indented below a heading. */
export function parseDryRun(messages: string): string[] {
  return messages.split('\n').flatMap((line) => {
    const match = /^ {2}(\/nix\/store\/\S+\.drv)$/.exec(line);
    return match?.[1] === undefined ? [] : [match[1]];
  });
}

/** One entry of the inputs: a derivation, and which of its outputs. */
const INPUT = /,?\("(\/nix\/store\/[^"]+\.drv)",\[[^\]]*\]\)/y;

/**
 * The derivations that a derivation needs, out of the text of its file: the second list of `Derive([OUTPUTS],[INPUTS],…`
 * (ATerm; nix `src/libstore/derivations.cc`). Store paths hold nothing that is escaped there.
 */
export function inputDerivations(text: string): string[] {
  const outputsEnd = text.indexOf('],[');
  if (outputsEnd < 0) return [];
  const found: string[] = [];
  INPUT.lastIndex = outputsEnd + '],['.length;
  for (let match = INPUT.exec(text); match; match = INPUT.exec(text)) if (match[1]) found.push(match[1]);
  return found;
}

/** Files open at the same time. */
const AT_ONCE = 64;

/** Who waits for whom among derivations to be built; a derivation whose file cannot be read waits for nobody known. */
export async function readPlanned(
  drvs: readonly string[],
  physicalPath: (storePath: string) => Promise<string>,
): Promise<PlannedBuild[]> {
  const wanted = new Set(drvs);
  const parents = new Map<string, string>();
  const read = async (drv: string): Promise<[string, string[]]> => {
    const text = await readFile(await physicalPath(drv), 'utf8').catch(() => '');
    return [drv, inputDerivations(text)];
  };
  for (let index = 0; index < drvs.length; index += AT_ONCE) {
    for (const [drv, inputs] of await Promise.all(drvs.slice(index, index + AT_ONCE).map(read))) {
      for (const input of inputs) if (wanted.has(input) && !parents.has(input)) parents.set(input, drv);
    }
  }
  return drvs.map((drv) => {
    const parent = parents.get(drv);
    return parent === undefined ? { drv } : { drv, parent };
  });
}
