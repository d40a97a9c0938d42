import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readCaptured, type Cell, type Screen } from './cells';

export const COLS = 100;
export const ROWS = 30;

/** Whether a program is there. */
export function has(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One thing a person does: keys, after a pause in milliseconds. */
export type Deed = readonly [waitMs: number, keys: string];

/** Runs a program on a pseudo terminal of ours and records every byte it wrote, up to when the last deed was done. */
export async function record(command: string, deeds: readonly Deed[]): Promise<Buffer> {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-record-'));
  const file = join(dir, 'bytes');
  const line = `stty rows ${ROWS} cols ${COLS}; exec ${command}`;
  const env = { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: dir };
  delete (env as NodeJS.ProcessEnv)['TMUX'];
  const child = spawn('script', ['-q', '-f', '-E', 'never', '-c', line, '-O', file], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    for (const [waitMs, keys] of deeds) {
      await pause(waitMs);
      child.stdin.write(keys);
    }
    // `script` adds a line of its own at either end.
    const bytes = readFileSync(file);
    return bytes.subarray(bytes.indexOf(0x0a) + 1);
  } finally {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What tmux makes of these bytes: its own screen, cell by cell. */
export async function drawnByTmux(bytes: Buffer): Promise<Screen> {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-tmux-'));
  const socket = join(dir, 'socket');
  const tmux = (...words: string[]): string =>
    execFileSync('tmux', ['-S', socket, '-f', join(dir, 'conf'), ...words], {
      encoding: 'utf8',
      env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TMUX: '' },
    });
  writeFileSync(
    join(dir, 'conf'),
    'set -g status off\nset -g default-terminal tmux-256color\nset -g history-limit 5000\n',
  );
  writeFileSync(join(dir, 'bytes'), bytes);
  const play = `stty raw -echo; cat ${join(dir, 'bytes')}; tmux -S ${socket} wait-for -S played; exec sleep 60`;
  try {
    tmux('new-session', '-d', '-x', String(COLS), '-y', String(ROWS), play);
    tmux('wait-for', 'played');
    const [x = '', y = ''] = tmux('display-message', '-p', '#{cursor_x} #{cursor_y}').trim().split(' ');
    const cells = readCaptured(tmux('capture-pane', '-p', '-e', '-N')).slice(0, ROWS);
    return { cells, cursor: [Number(x), Number(y)] };
  } finally {
    try {
      tmux('kill-server');
    } catch {
      // Ended by itself.
    }
    rmSync(dir, { recursive: true, force: true });
  }
}

export type { Cell };
