import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { excerpt, mutate } from './testing/mutate';
import { Random } from './testing/random';
import { trial } from './testing/trial';

const INPUTS = 1_000_000;
/** So many of them are as long as the largest files people write. */
const LARGE_INPUTS = 2000;
const LARGE = 100_000;

/** This repository's own Nix files, and those below the folders named in SNOWFLEET_CORPUS (colons between). */
function sources(): string[] {
  const given = (process.env['SNOWFLEET_CORPUS'] ?? '').split(':').filter((folder) => folder !== '');
  return ['fleet', 'installer-images', 'resources', 'e2e', ...given]
    .map((folder) => resolve(folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.nix'))
        .map((name) => join(folder, name)),
    )
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)
    .map((file) => readFileSync(file, 'utf8'))
    .filter((text) => text !== '');
}

/** Runs `count` inputs and returns what went wrong, with the inputs, at most a few. */
function run(count: number, make: () => string): { failures: string[]; bytes: number } {
  const failures: string[] = [];
  let bytes = 0;
  for (let i = 0; i < count && failures.length < 5; i++) {
    const text = make();
    bytes += text.length;
    let failure: string | null;
    try {
      failure = trial(text);
    } catch (error) {
      failure = String(error);
    }
    if (failure !== null) failures.push(`${failure}: ${JSON.stringify(text.slice(0, 2000))}`);
  }
  return { failures, bytes };
}

describe('mutated files', () => {
  const texts = sources();
  const all = texts.join('\n');

  it(`a million crash nothing, come back byte for byte and stay below 100 ms for 100 kB`, () => {
    const random = new Random(2026);
    const { failures, bytes } = run(INPUTS - LARGE_INPUTS, () =>
      mutate(excerpt(random.pick(texts), 50 + random.below(700), random), random),
    );
    console.log(`${INPUTS - LARGE_INPUTS} inputs, ${(bytes / 1e6).toFixed(0)} MB`);
    expect(failures).toEqual([]);
  });

  it('large ones do as well', () => {
    const random = new Random(2027);
    const { failures, bytes } = run(LARGE_INPUTS, () => {
      let text = excerpt(all, LARGE, random);
      for (let i = random.below(10); i > 0; i--) text = mutate(text, random);
      return text;
    });
    console.log(`${LARGE_INPUTS} inputs, ${(bytes / 1e6).toFixed(0)} MB`);
    expect(failures).toEqual([]);
  });
});
