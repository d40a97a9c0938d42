import { z } from 'zod';
import type { PlannedBuild } from './build-tree';

/** Derivations that `nix-store --realise --dry-run` announces; they stand indented below a heading. */
export function parseDryRun(messages: string): string[] {
  return messages.split('\n').flatMap((line) => {
    const match = /^ {2}(\/nix\/store\/\S+\.drv)$/.exec(line);
    return match?.[1] === undefined ? [] : [match[1]];
  });
}

const inputsSchema = z.record(z.string(), z.unknown());
const derivationSchema = z.object({
  inputDrvs: inputsSchema.optional(),
  inputs: z.object({ drvs: inputsSchema }).partial().optional(),
});
const derivationsSchema = z.record(z.string(), z.unknown());

function full(name: string): string {
  return name.startsWith('/') ? name : `/nix/store/${name}`;
}

/**
 * Who waits for whom among the derivations to be built, from `nix derivation show`. Keys are whole paths to
 * Nix 2.31, base names below `derivations` from 2.32 on.
 */
export function plannedBuilds(drvs: readonly string[], shown: string): PlannedBuild[] {
  const raw = derivationsSchema.parse(JSON.parse(shown));
  const wrapped = derivationsSchema.safeParse(raw['derivations']);
  const records = wrapped.success ? wrapped.data : raw;
  const wanted = new Set(drvs);
  const parents = new Map<string, string>();
  for (const [name, record] of Object.entries(records)) {
    const derivation = derivationSchema.safeParse(record);
    if (!derivation.success) continue;
    const inputs = derivation.data.inputDrvs ?? derivation.data.inputs?.drvs ?? {};
    for (const input of Object.keys(inputs).map(full)) {
      if (wanted.has(input) && !parents.has(input)) parents.set(input, full(name));
    }
  }
  return drvs.map((drv) => {
    const parent = parents.get(drv);
    return parent === undefined ? { drv } : { drv, parent };
  });
}
