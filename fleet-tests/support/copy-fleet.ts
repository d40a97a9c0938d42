import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { FLEET } from '../../scripts/fleet/evaluate.mjs';

/** A file, what stands in it, and what shall stand there instead; with nothing to replace it is a new file. */
export type Edit = readonly [file: string, before: string, after: string];

/** Makes copies of the fleet with edits, and removes them when the tests of the file are done. */
export function fleetCopies(): (...edits: readonly Edit[]) => string {
  const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-fleets-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  let copies = 0;
  return (...edits) => {
    copies += 1;
    const dir = join(scratch, String(copies), 'fleet');
    cpSync(FLEET, dir, { recursive: true });
    for (const [file, before, after] of edits) {
      if (before === '') {
        writeFileSync(join(dir, file), after);
        continue;
      }
      const text = readFileSync(join(dir, file), 'utf8');
      expect(text, `${file} has ${before}`).toContain(before);
      writeFileSync(
        join(dir, file),
        text.replace(before, () => after),
      );
    }
    return dir;
  };
}
