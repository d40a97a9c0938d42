import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildTree } from '../src/main/nix/build-tree';
import { parseNixLine } from '../src/main/nix/internal-json';
import { closurePair } from './build/closures';
import { drawBuilds } from './build/draw';
import { DERIVATIONS } from './build/recording';
import type { Bench, Figure } from './harness';
import { summarize } from './statistics';

const RECORDINGS = 'src/main/nix/testing';
const PREFIX = '@nix ';
const MEGABYTES = 40;

/** What several versions of Nix said, again and again. */
function recordedLines(): readonly string[] {
  const once = readdirSync(RECORDINGS)
    .filter((file) => file.endsWith('.log'))
    .flatMap((file) => readFileSync(join(RECORDINGS, file), 'utf8').trimEnd().split('\n'))
    .filter((line) => line.startsWith(PREFIX));
  const bytes = sizeOf(once);
  return Array.from({ length: Math.ceil((MEGABYTES * 1e6) / bytes) }, () => once).flat();
}

const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

let closeClosures: (() => void) | null = null;

/** What a deploy does with processor time of our own. */
export const bench: Bench = {
  prepare: async () => {
    const closures = await closurePair();
    if (typeof closures === 'string') console.error(`closures are not compared: ${closures}`);
    else closeClosures = closures.close;
    const lines = recordedLines();
    const work = { amount: sizeOf(lines) / 1e6, unit: 'MB' };
    return [
      {
        name: 'internal-json, parsed',
        peer: 'JSON.parse of each line',
        ours: () => {
          for (const line of lines) parseNixLine(line);
        },
        theirs: () => {
          for (const line of lines) JSON.parse(line.slice(PREFIX.length));
        },
        work,
        note: 'aim 100 MB/s. The peer is the limit: it reads no event out of the line, merges ids and leaves colours in.',
      },
      {
        name: 'internal-json, into the tree',
        peer: 'JSON.parse of each line',
        ours: () => {
          const tree = new BuildTree();
          for (const line of lines) {
            const event = parseNixLine(line);
            if (event) tree.push(event);
          }
        },
        theirs: () => {
          for (const line of lines) JSON.parse(line.slice(PREFIX.length));
        },
        work,
      },
      ...(typeof closures === 'string' ? [] : [closures.pair]),
    ];
  },
  figures: async (runs = 3): Promise<readonly Figure[]> => {
    const drawn = await drawBuilds(runs);
    if (drawn === null) {
      console.error('no build is drawn: Chromium is not installed');
      return [];
    }
    const what = `a build of ${DERIVATIONS} derivations, drawn as it goes and scrolled`;
    return [
      {
        name: `${what}: longest task of the page`,
        unit: 'ms',
        summary: summarize(drawn.map(({ trace }) => trace.longestTask)),
        aim: 50,
      },
      {
        name: `${what}: most processor time of one task`,
        unit: 'ms',
        summary: summarize(drawn.map(({ trace }) => trace.busiestTask)),
        aim: 50,
        note: `${drawn.reduce((sum, { trace }) => sum + trace.frames.length, 0)} frames; at most ${Math.max(...drawn.map(({ elements }) => elements))} elements in the page.`,
      },
    ];
  },
  close: () => closeClosures?.(),
};
