import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** Where a mark was seen, and how often it looked; a watch that never looked has found nothing either. */
export interface Sightings {
  readonly seen: ReadonlySet<string>;
  readonly looks: number;
}

/** Looks again and again whether any process of the machine carries one of these in its arguments or environment. */
export function watchProcesses(marks: readonly string[]): { stop(): Sightings } {
  const seen = new Set<string>();
  let looks = 0;
  const look = (): void => {
    looks += 1;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
      for (const part of ['cmdline', 'environ']) {
        const text = read(`/proc/${pid}/${part}`);
        for (const mark of marks) if (text.includes(mark)) seen.add(`${part} of ${pid}: ${mark}`);
      }
    }
  };
  const timer = setInterval(look, 120);
  return {
    stop() {
      clearInterval(timer);
      look();
      return { seen, looks };
    },
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // Ended between the listing and the look.
    return '';
  }
}

/** What goes over the page's sockets, from now on. */
export interface Frames {
  readonly sent: string[];
  readonly received: string[];
}

export function recordFrames(page: Page): Frames {
  const frames: Frames = { sent: [], received: [] };
  const text = (payload: string | Buffer): string =>
    typeof payload === 'string' ? payload : payload.toString('latin1');
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => frames.sent.push(text(payload)));
    socket.on('framereceived', ({ payload }) => frames.received.push(text(payload)));
  });
  return frames;
}

/** The forms a text may take on its way: as it is, and in base64. */
export const formsOf = (mark: string): readonly string[] => [
  mark,
  Buffer.from(mark).toString('base64').replace(/=+$/, ''),
];

/** Files below the folders that hold one of these. grep is told on its input: its arguments are looked at too. */
export function filesWith(words: readonly string[], folders: readonly string[]): string[] {
  try {
    return execFileSync('grep', ['-rlaF', '-D', 'skip', '-f', '-', '--', ...folders], {
      input: `${words.join('\n')}\n`,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
      .trim()
      .split('\n');
  } catch (error) {
    // 1: nothing was found.
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}
