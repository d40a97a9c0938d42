import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { NotUnderstood } from '../../../shared/desktop';
import { readConfigInThisThread, type ConfigLanguage } from './read-config';

/**
 * Public configurations of both languages, read whole. SNOWFLEET_CONFIGURATIONS names a folder with `hyprlang/NAME` and
 * `lua/NAME`, each the folder of one hyprland.conf or hyprland.lua; they are others' work and not part of this project.
 */
const FOLDER = process.env['SNOWFLEET_CONFIGURATIONS'];
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const PAGE = join(ROOT, 'docs/proofs/desktop-readers.md');

const MAIN: Readonly<Record<ConfigLanguage, string>> = { hyprlang: 'hyprland.conf', lua: 'hyprland.lua' };

interface Read {
  readonly name: string;
  readonly files: number;
  readonly lines: number;
  readonly version: string;
  readonly missed: readonly NotUnderstood[];
}

async function readAll(language: ConfigLanguage): Promise<Read[]> {
  const dir = join(FOLDER ?? '', language);
  const all: Read[] = [];
  for (const name of readdirSync(dir).toSorted()) {
    const file = join(dir, name, MAIN[language]);
    if (!existsSync(file)) continue;
    const { model, files, lines } = await readConfigInThisThread({
      file,
      environment: { HOME: '/home/user', USER: 'user' },
      hostname: 'host',
    });
    all.push({
      name: name.replace('_', '/'),
      files: files.length,
      lines,
      version: `${model.version.major}.${model.version.minor}`,
      missed: model.notUnderstood.filter(({ why }) => why !== 'not-previewed'),
    });
  }
  return all;
}

const sum = (reads: readonly Read[], of: (read: Read) => number): number =>
  reads.reduce((total, read) => total + of(read), 0);
const share = (reads: readonly Read[]): number =>
  1 - sum(reads, ({ missed }) => missed.length) / sum(reads, ({ lines }) => lines);
const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;

/** Why lines are missing, most frequent first: the sentence without what is particular. */
function reasons(missed: readonly NotUnderstood[]): string {
  const counts = new Map<string, number>();
  for (const { why, text, because } of missed) {
    const sentence = (because ?? (/not found/.test(text) ? 'A module is not in the folder.' : why))
      .replaceAll(/“[^”]*”/g, '…')
      .replaceAll(/There is no file \S+ here/g, 'A file is not in the folder')
      .replaceAll(/hl\.[a-z_]+/g, 'hl.…');
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([sentence, count]) => `${count} × ${sentence}`)
    .join(' ')
    .replaceAll('|', '\\|');
}

function section(title: string, reads: readonly Read[]): string[] {
  return [
    `## ${title}`,
    '',
    `${reads.length} configurations of ${sum(reads, ({ files }) => files)} files. Of ${sum(reads, ({ lines }) => lines)} lines that say something ${percent(share(reads))} reached the model; ${sum(reads, ({ missed }) => missed.length)} are told with file and line.`,
    '',
    '| Configuration | Hyprland | Files | Lines | Told | Why |',
    '| --- | --- | --- | --- | --- | --- |',
    ...reads.map(
      ({ name, version, files, lines, missed }) =>
        `| ${name} | ${version} | ${files} | ${lines} | ${missed.length} | ${reasons(missed)} |`,
    ),
    '',
  ];
}

if (FOLDER === undefined) console.warn('skipped: SNOWFLEET_CONFIGURATIONS names no folder');

describe.skipIf(FOLDER === undefined)('public configurations', () => {
  const read: Partial<Record<ConfigLanguage, Read[]>> = {};

  it.each(['hyprlang', 'lua'] as const)('of %s are read whole', async (language) => {
    const reads = await readAll(language);
    read[language] = reads;
    console.log(`${language}: ${reads.length} configurations, ${percent(share(reads))} of the lines`);
    expect(reads.length).toBeGreaterThanOrEqual(30);
    // One or two configurations in thirty are of things Hyprland itself does not have; see the page.
    expect(share(reads)).toBeGreaterThan(0.97);
    const median = reads
      .map(({ lines, missed }) => 1 - missed.length / lines)
      .toSorted((one, other) => one - other)[Math.floor(reads.length / 2)];
    expect(median).toBeGreaterThanOrEqual(0.98);
  });

  it('leave a page of what was read', async () => {
    const page = [
      '# Public configurations',
      '',
      'Written by `npm run test:long -- desktop-readers`; do not edit. Lines of hyprlang are statements; of Lua calls count, and in `hl.config` every value. A configuration is read for the newest version of Hyprland that understands most of it. Files that a configuration takes in from elsewhere are not read: they are missing in the repositories too, or outside the folder.',
      '',
      ...section('hyprlang', read.hyprlang ?? []),
      ...section('Lua', read.lua ?? []),
    ].join('\n');
    writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
    expect(existsSync(PAGE)).toBe(true);
  });
});
