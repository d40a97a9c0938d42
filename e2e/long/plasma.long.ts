import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  evaluatedPlasma,
  type Fixture,
  fixtureSchema,
  measurePlasma,
  plasmaMissing,
  plasmaRoot,
} from '../hosts/plasma/measure';

/**
 * Runs the real Plasma with the configurations of the fixtures and compares. Without SNOWFLEET_PLASMA one of them is run; with
 * SNOWFLEET_PLASMA=all every one, with SNOWFLEET_PLASMA=write all of them are written anew.
 */
const FIXTURES = join(import.meta.dirname, '../../src/shared/desktop/plasma/fixtures');
const wanted = process.env.SNOWFLEET_PLASMA ?? 'four-edges';

/** What the screens of a fixture are; one of the usual size where it says nothing. */
const SCREENS: Readonly<Record<string, Fixture['screens']>> = {
  'two-screens': { width: 1600, height: 1200, scale: 1, count: 2 },
  scaled: { width: 2560, height: 1440, scale: 1.25, count: 1 },
};
const USUAL = { width: 1920, height: 1080, scale: 1, count: 1 };

const missing = plasmaMissing();
const names = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.nix'))
  .map((file) => file.slice(0, -'.nix'.length));
const isWanted = (name: string): boolean => ['all', 'write', name].includes(wanted);

describe.skipIf(missing !== null)(`Plasma itself${missing === null ? '' : ` (${missing})`}`, () => {
  it.each(names.filter(isWanted))('says the same of %s', (name) => {
    const plasma = evaluatedPlasma(join(FIXTURES, `${name}.nix`));
    const made = measurePlasma(plasmaRoot(), plasma, SCREENS[name] ?? USUAL);
    const file = join(FIXTURES, `${name}.json`);
    if (wanted === 'write') writeFileSync(file, `${JSON.stringify(made, null, 1)}\n`);
    const kept = fixtureSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(made.plasma).toEqual(kept.plasma);
    expect(made.script).toBe(kept.script);
    expect(sorted(made)).toEqual(sorted(kept));
  });
});

/** The boxes, in an order that does not rest on which panel came first to KWin. */
function sorted({ measured }: Fixture): unknown {
  return (['empty', 'window', 'maximised'] as const).map((moment) => ({
    ...measured[moment],
    docks: measured[moment].docks.map((dock) => JSON.stringify(dock)).toSorted(),
  }));
}
