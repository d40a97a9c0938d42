import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Reads a flake's inputs without fetching one: flake.nix is an attribute set that a plain `import` can evaluate,
 * while `nix flake metadata` would want to lock it over the network. Formal arguments of `outputs` that are not
 * declared are inputs too (Nix looks them up in the registry). `follows` inputs need nothing of their own.
 */
export const INPUTS_EXPRESSION = `{ flake }: let
  f = import (/. + flake);
  declared = f.inputs or { };
  own = builtins.filter (n: !(declared.\${n} ? follows)) (builtins.attrNames declared);
  implied = builtins.filter (n: n != "self" && !(declared ? \${n})) (builtins.attrNames (builtins.functionArgs f.outputs));
in own ++ implied`;

export const inputNamesSchema = z.array(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_'-]*$/));

/**
 * Options that put the stand-in in the place of every input: \`DIR/inputs/NAME\` where there is one, else the
 * stand-in flake itself. Nothing is written to flake.lock.
 */
export function overrideArguments(inputs: readonly string[], standInDir: string): string[] {
  const args = ['--no-write-lock-file'];
  for (const name of inputs) {
    const own = join(standInDir, 'inputs', name);
    args.push('--override-input', name, `path:${existsSync(own) ? own : standInDir}`);
  }
  return args;
}
