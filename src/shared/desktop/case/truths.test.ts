import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readHyprlang, wholeFile } from '../hyprlang';
import { readsHyprlang } from '../layout';
import type { DesktopModel } from '../model';
import { barsOf, caseSchema, modelOfCase, playCase, type CaseResult, type DesktopCase } from '.';

/**
 * Measured boxes of real Hyprland, where a folder of them is named: one JSON file a case, in folders by version. Prints
 * the table of cases and misses.
 */
const folder = process.env.SNOWFLEET_HYPRLAND_CASES;

const point = z.tuple([z.number(), z.number()]);
const box = z.looseObject({ class: z.string(), at: point, size: point, floating: z.boolean() });
const truthSchema = z.looseObject({
  clients: z.array(box.and(z.looseObject({ fullscreen: z.number() }))),
  after_each_window: z.array(z.array(box)),
  monitors: z.array(
    z.looseObject({
      name: z.string(),
      width: z.number(),
      height: z.number(),
      x: z.number(),
      y: z.number(),
      scale: z.number(),
      transform: z.number(),
      reserved: z.array(z.number()),
    }),
  ),
});

type Shown = CaseResult['clients'];

const line = (
  one: { class: string; floating: boolean },
  at: readonly number[],
  size: readonly number[],
): string => `${one.class}${one.floating ? ' floating' : ''} ${at.join(',')} ${size.join('x')}`;

/** The neutral form, and where a reader for it is at hand here, the configuration itself. */
function modelsOf(given: DesktopCase): DesktopModel[] {
  const neutral = modelOfCase(given);
  if (!readsHyprlang(neutral) || given.config === undefined) return [neutral];
  const read = readHyprlang(wholeFile(given.name, given.config), neutral.version);
  return [neutral, { ...read, bars: barsOf(given) }];
}

function missesOf(
  given: unknown,
  parsed: DesktopCase,
  model: DesktopModel,
): { boxes: number; misses: string[] } {
  const truth = truthSchema.parse(given);
  const result = playCase(parsed, model);
  const misses: string[] = [];
  let boxes = 0;
  const compare = (step: string, ours: Shown, theirs: readonly z.infer<typeof box>[]): void => {
    boxes += theirs.length;
    const found = ours.map((one) => line(one, [one.at.x, one.at.y], [one.size.x, one.size.y]));
    const wanted = theirs.map((one) => line(one, one.at, one.size));
    for (const text of wanted)
      if (!found.includes(text)) misses.push(`${step}: wanted ${text}, have ${found.join(' | ')}`);
    if (found.length !== wanted.length) misses.push(`${step}: ${found.length} windows`);
  };
  truth.after_each_window.forEach((windows, index) => {
    compare(`after ${index + 1}`, result.afterEachWindow[index] ?? [], windows);
  });
  compare('end', result.clients, truth.clients);
  for (const wanted of truth.monitors) {
    const monitor = result.monitors.find((one) => one.name === wanted.name);
    const { left = 0, top = 0, right = 0, bottom = 0 } = monitor?.reserved ?? {};
    const ours = [
      monitor?.width,
      monitor?.height,
      monitor?.box.x,
      monitor?.box.y,
      monitor?.scale.toFixed(4),
      monitor?.transform,
      left,
      top,
      right,
      bottom,
    ];
    const theirs = [
      wanted.width,
      wanted.height,
      wanted.x,
      wanted.y,
      wanted.scale.toFixed(4),
      wanted.transform,
      ...wanted.reserved,
    ];
    if (ours.join(' ') !== theirs.join(' '))
      misses.push(`${wanted.name}: wanted ${theirs.join(' ')}, have ${ours.join(' ')}`);
  }
  return { boxes, misses };
}

const files = (): string[] =>
  readdirSync(folder ?? '')
    .toSorted()
    .flatMap((version) => readdirSync(join(folder ?? '', version)).map((file) => join(version, file)))
    .filter((file) => file.endsWith('.json'));

describe.skipIf(folder === undefined || !existsSync(folder))('boxes measured from real Hyprland', () => {
  it('are all met to the pixel', () => {
    let cases = 0;
    let missed = 0;
    const rows: string[] = [];
    for (const file of files()) {
      const given: unknown = JSON.parse(readFileSync(join(folder ?? '', file), 'utf8'));
      const parsed = caseSchema.parse(given);
      cases += 1;
      modelsOf(parsed).forEach((model, index) => {
        const { boxes, misses } = missesOf(given, parsed, model);
        missed += misses.length;
        const from = index === 0 ? 'neutral form' : 'configuration';
        rows.push(`${file.padEnd(42)} ${from.padEnd(14)} ${boxes} boxes, ${misses.length} misses`);
        rows.push(...misses.map((miss) => `    ${miss}`));
      });
    }
    console.log([...rows, `${cases} cases, ${missed} misses`].join('\n'));
    expect(cases).toBeGreaterThan(0);
    expect(missed).toBe(0);
  });
});
