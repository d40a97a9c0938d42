import { spawnSync } from 'node:child_process';

/** The real Nix, for tests that ask it; `available` is false where there is none. */
export const nixInstantiate = {
  available: spawnSync('nix-instantiate', ['--version']).status === 0,
  reason: 'nix-instantiate is not installed, so Nix itself cannot be asked',

  /** What Nix makes of `source`: its own print of the parsed expression, or undefined when it refuses. */
  parse(source: string): string | undefined {
    const { status, stdout } = spawnSync('nix-instantiate', ['--parse', '-'], {
      input: source,
      encoding: 'utf8',
    });
    return status === 0 ? stdout : undefined;
  },

  /** The value of `source` as JSON. */
  evaluate(source: string): unknown {
    const run = spawnSync('nix-instantiate', ['--eval', '--strict', '--json', '-'], {
      input: source,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout) as unknown;
  },
};
