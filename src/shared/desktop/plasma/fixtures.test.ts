import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { layOutScreen, maximisedWindow, placeWindow, readPlasma, settingOf } from '.';
import type { Box } from './geometry/panels';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const momentSchema = z.object({
  docks: z.array(z.object({ screen: z.number(), box: boxSchema })),
  windows: z.array(z.object({ frame: boxSchema, client: boxSchema })),
  screens: z.array(z.object({ box: boxSchema, workArea: boxSchema })),
});
const fixtureSchema = z.object({
  plasma: z.unknown(),
  measured: z.object({ empty: momentSchema, window: momentSchema, maximised: momentSchema }),
});

const boxOf = ([x, y, width, height]: z.infer<typeof boxSchema>): Box => ({ x, y, width, height });
const listOf = ({ x, y, width, height }: Box): number[] => [x, y, width, height];
const names = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

/** What Plasma itself said of these configurations: `e2e/long/plasma.long.ts` makes the files. */
describe.each(names)('%s, as Plasma has it', (name) => {
  const { plasma, measured } = fixtureSchema.parse(
    JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')),
  );
  const model = readPlasma(settingOf(plasma));
  const layouts = (moment: z.infer<typeof momentSchema>) =>
    moment.screens.map(({ box }, screen) => layOutScreen(model, screen, boxOf(box)));

  it.each(['empty', 'window'] as const)('panels, %s', (which) => {
    const ours = layouts(measured[which]).flatMap(({ panels }) =>
      panels.map(({ screen, window }) => ({ screen, box: listOf(window) })),
    );
    const text = (docks: readonly unknown[]) => docks.map((dock) => JSON.stringify(dock)).toSorted();
    expect(text(ours)).toEqual(text(measured[which].docks));
  });

  it('what they leave for windows', () => {
    expect(layouts(measured.empty).map(({ workArea }) => listOf(workArea))).toEqual(
      measured.empty.screens.map(({ workArea }) => workArea),
    );
  });

  it('windows with their title bars', () => {
    const areas = layouts(measured.window).map(({ workArea }) => workArea);
    const inside = (frame: Box, area: Box) => frame.x >= area.x && frame.x < area.x + area.width;
    for (const moment of ['window', 'maximised'] as const)
      for (const { frame, client } of measured[moment].windows) {
        const area = areas.find((each) => inside(boxOf(frame), each)) ?? expect.fail('on no screen');
        const ours =
          moment === 'window'
            ? placeWindow({ width: client[2], height: client[3] }, area)
            : maximisedWindow(model, area);
        expect([listOf(ours.frame), listOf(ours.client)]).toEqual([frame, client]);
      }
    expect(measured.window.windows).toHaveLength(1);
  });
});
