import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { caseSchema, modelOfCase, playCase, type CaseResult } from '../../../shared/desktop';
import { caseFrom } from './preview-case';

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

function missesOf(given: unknown, result: CaseResult): { boxes: number; misses: string[] } {
  const truth = truthSchema.parse(given);
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

async function caseFile(given: unknown): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, 'case.json');
  await writeFile(file, typeof given === 'string' ? given : JSON.stringify(given));
  return file;
}

describe('a case', () => {
  it('is laid out from its configuration, with windows and dispatches as they were', async () => {
    const file = await caseFile({
      hyprland: '0.56.2',
      config: 'general:border_size = 2\nmonitor = M, 1920x1080, 0x0, 1\ndwindle:force_split = 2\n',
      case: {
        windows: [{}, { pre: ['layoutmsg preselect l'] }, {}],
        monitors: [{ name: 'M' }],
        post: ['fullscreen 1'],
      },
      cursor: [1917, 1077],
      windows: ['w1', 'w2', 'w3'],
      dispatches: ['layoutmsg preselect l -> ok', 'fullscreen 1 -> ok'],
      // Answers are not looked at.
      clients: [{ class: 'w1', at: [0, 0], size: [1, 1] }],
    });
    const { clients, afterEachWindow, notUnderstood } = await caseFrom(file);
    expect(afterEachWindow[1]?.map(({ at, size }) => [at.x, at.y, size.x, size.y])).toEqual([
      [967, 22, 931, 1036],
      [22, 22, 931, 1036],
    ]);
    expect(clients[2]).toMatchObject({ at: { x: 22, y: 22 }, size: { x: 1876, y: 1036 }, fullscreen: 1 });
    expect(notUnderstood).toEqual([]);
  });

  it('is refused in words where it is none, or cannot be laid out', async () => {
    await expect(caseFrom(join(tmpdir(), 'no-such-case.json'))).rejects.toMatchObject({
      code: 'unreadable-file',
    });
    await expect(caseFrom(await caseFile('{'))).rejects.toMatchObject({ code: 'bad-desktop-case' });
    await expect(caseFrom(await caseFile({ hyprland: '0.56.2', windows: [] }))).rejects.toMatchObject({
      code: 'bad-desktop-case',
    });
    const bad = { hyprland: '0.56.2', case: { monitors: [{ name: 'M', mode: '0x0' }] }, windows: ['w1'] };
    await expect(caseFrom(await caseFile(bad))).rejects.toMatchObject({ code: 'preview-impossible' });
  });
});

const measured = folder !== undefined && existsSync(folder);

describe('boxes measured from real Hyprland', () => {
  it('are all met to the pixel', async (context) => {
    if (!measured) context.skip('SNOWFLEET_HYPRLAND_CASES names no folder of measured cases');
    let cases = 0;
    let missed = 0;
    const rows: string[] = [];
    for (const file of files()) {
      const path = join(folder ?? '', file);
      const given: unknown = JSON.parse(readFileSync(path, 'utf8'));
      const parsed = caseSchema.parse(given);
      const results = { configuration: await caseFrom(path), neutral: playCase(parsed, modelOfCase(parsed)) };
      cases += 1;
      for (const [from, result] of Object.entries(results)) {
        const { boxes, misses } = missesOf(given, result);
        const told = [...misses, ...result.notUnderstood.map(({ text }) => `not understood: ${text}`)];
        missed += told.length;
        rows.push(`${file.padEnd(42)} ${from.padEnd(14)} ${boxes} boxes, ${misses.length} misses`);
        rows.push(...told.map((miss) => `    ${miss}`));
      }
    }
    console.log([...rows, `${cases} cases, ${missed} misses`].join('\n'));
    expect(cases).toBeGreaterThan(0);
    expect(missed).toBe(0);
  }, 60_000);
});
