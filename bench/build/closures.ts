import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { diffClosures } from '../../src/main/deploy';
import { createNix } from '../../src/main/nix';
import { resolveHome } from '../../src/main/state';
import type { Pair } from '../harness';

const PATHS = 3000;
/** Of these packages every so many has another version in the second closure. */
const CHANGED_EVERY = 10;

/** Two systems of so many paths each, made without a build: files that name each other. */
const SYSTEMS = `let
  package = edition: i: builtins.toFile
    "package-p\${toString i}-1.\${toString (if i / ${CHANGED_EVERY} * ${CHANGED_EVERY} == i then edition else 0)}" "\${toString i}";
  system = edition: builtins.toFile "nixos-system-bench-25.11.\${toString edition}"
    (builtins.concatStringsSep "\\n" (builtins.genList (package edition) ${PATHS - 1}));
in map system [ 1 2 ]`;

/** The difference of two closures, from the store to the packages; a string where Nix cannot be had. */
export async function closurePair(): Promise<{ pair: Pair; close: () => void } | string> {
  const home = mkdtempSync(join(tmpdir(), 'snowfleet-bench-closures-'));
  const close = (): void => rmSync(home, { recursive: true, force: true });
  const nix = createNix({
    home: resolveHome({ SNOWFLEET_HOME: home }),
    env: process.env,
    standInDir: resolve('resources/stand-in'),
    standIn: true,
  });
  const { available, version, note } = await nix.probe();
  if (!available) {
    close();
    return note ?? 'there is no Nix';
  }
  const { argvPrefix, env } = await nix.command();
  const run = (...words: string[]): string => {
    const [program = 'nix', ...rest] = [...argvPrefix, ...words];
    return execFileSync(program, rest, {
      env,
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  };
  const [before = '', after = ''] = JSON.parse(
    run('nix-instantiate', '--eval', '--read-write-mode', '--strict', '--json', '-E', SYSTEMS),
  ) as string[];
  return {
    close,
    pair: {
      name: `difference of two closures of ${PATHS} paths`,
      peer: `nix store diff-closures ${version ?? ''}`.trim(),
      rounds: 7,
      ours: async () => {
        const [old, next] = await Promise.all([nix.closure(before), nix.closure(after)]);
        const { changed } = diffClosures(
          old.map(({ path }) => path),
          next.map(({ path }) => path),
        );
        if (changed.length !== Math.ceil((PATHS - 1) / CHANGED_EVERY))
          throw new Error(`${changed.length} changed`);
      },
      theirs: () => void run('nix', 'store', 'diff-closures', before, after),
      note: 'aim 200 ms. Ours asks Nix for both closures and their sizes.',
    },
  };
}
