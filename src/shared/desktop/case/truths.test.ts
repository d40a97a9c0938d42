import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { caseSchema, modelOfCase, playCase, type CaseResult } from '.';

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

function missesOf(given: unknown): { boxes: number; misses: string[] } {
  const truth = truthSchema.parse(given);
  const parsed = caseSchema.parse(given);
  const result = playCase(parsed, modelOfCase(parsed));
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

describe.skipIf(folder === undefined || !existsSync(folder))('boxes measured from real Hyprland', () => {
  it('are all met to the pixel', () => {
    const rows: string[] = [];
    let missed = 0;
    for (const version of readdirSync(folder ?? '').toSorted()) {
      for (const file of readdirSync(join(folder ?? '', version)).toSorted()) {
        if (!file.endsWith('.json')) continue;
        const { boxes, misses } = missesOf(
          JSON.parse(readFileSync(join(folder ?? '', version, file), 'utf8')),
        );
        missed += misses.length;
        rows.push(
          `${version}  ${file.replace(/\.json$/, '').padEnd(28)} ${String(boxes).padStart(4)} boxes  ${misses.length} misses`,
        );
        rows.push(...misses.map((miss) => `    ${miss}`));
      }
    }
    console.log([...rows, `${rows.length} lines, ${missed} misses`].join('\n'));
    expect(missed).toBe(0);
  });
});
