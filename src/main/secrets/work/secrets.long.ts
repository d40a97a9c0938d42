import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildDoor, startDoor } from '../testing/door';
import { makeSecretFleet, type SecretFleet } from '../testing/secret-fleet';

const MARK = `marked${randomBytes(12).toString('hex')}`;
/** The mark as it is, and as programs may pass bytes on. */
const FORMS = [MARK, Buffer.from(MARK).toString('hex'), ...base64Forms(MARK)].map((form) =>
  Buffer.from(form),
);

/** What base 64 of a longer text holds of the mark, wherever in three bytes it begins. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((shift) =>
    Buffer.from(`${'x'.repeat(shift)}${text}`)
      .toString('base64')
      .slice(4, -4),
  );
}

let scratch: string;
let fleet: SecretFleet;
let env: NodeJS.ProcessEnv;

const holdsMark = (bytes: Buffer): boolean => FORMS.some((form) => bytes.includes(form));
const read = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
};

/** Files below a folder with the mark in their bytes. */
function marked(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((file) => {
      try {
        return statSync(file).isFile() && holdsMark(readFileSync(file));
      } catch {
        return false;
      }
    });
}

/** Places of processes that hold the mark: arguments, environments, and regular files that they have open. */
function inProcesses(): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    for (const part of ['cmdline', 'environ']) {
      if (holdsMark(read(`/proc/${pid}/${part}`))) found.push(`/proc/${pid}/${part}`);
    }
    let names: string[] = [];
    try {
      names = readdirSync(`/proc/${pid}/fd`);
    } catch {
      continue;
    }
    for (const name of names) {
      const fd = `/proc/${pid}/fd/${name}`;
      try {
        // A file in memory is where an edit belongs; a pipe cannot be looked into.
        if (!statSync(fd).isFile() || readlinkSync(fd).startsWith('/dev/shm/')) continue;
        if (statSync(fd).size < 10_000_000 && holdsMark(read(fd))) found.push(`${fd} ${readlinkSync(fd)}`);
      } catch {
        continue;
      }
    }
  }
  return found;
}

const onDisk = (): string[] => marked(scratch);

/** Runs a command and searches for the mark all the while, and afterwards. */
async function searched(
  what: string,
  args: readonly string[],
  input: string | null = null,
): Promise<{ code: number | null; stdout: string; rounds: number }> {
  const running = startDoor(['--fleet', fleet.dir, ...args], env, input);
  const seen = new Set<string>();
  let rounds = 0;
  while (!running.isOver()) {
    for (const place of [...inProcesses(), ...onDisk()]) seen.add(place);
    rounds += 1;
    await sleep(1);
  }
  const { code, stdout, stderr } = await running.ended;
  expect(stderr, what).not.toContain(MARK);
  for (const place of [...inProcesses(), ...onDisk(), ...marked('/dev/shm')]) seen.add(place);
  expect([...seen], what).toEqual([]);
  return { code, stdout, rounds };
}

beforeAll(async () => {
  buildDoor();
  scratch = mkdtempSync(join(tmpdir(), 'snowfleet-marked-'));
  fleet = await makeSecretFleet(join(scratch, 'fleet'), join(scratch, 'keys'), 2);
  const temporary = join(scratch, 'tmp');
  mkdirSync(temporary);
  env = { HOME: join(scratch, 'user'), SNOWFLEET_HOME: join(scratch, 'home'), TMPDIR: temporary };
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it('a search finds the mark where it is', () => {
  const file = join(scratch, 'planted');
  for (const text of [`a ${MARK}`, Buffer.from(`ab${MARK}cd`).toString('base64')]) {
    writeFileSync(file, text);
    expect(onDisk()).toEqual([file]);
  }
  rmSync(file);
  const { stdout } = spawnSync('sh', ['-c', 'cat /proc/$$/cmdline', MARK]);
  expect(holdsMark(stdout)).toBe(true);
});

it('a marked value is nowhere but in the file, encrypted, whatever is done with it', async () => {
  const key = ['-i', fleet.identity];
  const value = `${MARK}\n`;
  let rounds = 0;
  const step = async (
    what: string,
    args: readonly string[],
    input: string | null = null,
  ): Promise<string> => {
    const done = await searched(what, args, input);
    rounds += done.rounds;
    expect(done.code, what).toBe(0);
    return done.stdout;
  };
  await step('edit', ['secrets', 'edit', 's0', ...key], value);
  expect(await step('show', ['secrets', 'show', 's0', ...key])).toBe(value);
  await step('rekey', ['--json', 'rekey', ...key]);
  await step('create', ['secrets', 'create', 'secrets/n.age', '--recipient', keyOf('me'), ...key], value);
  await step('recipients', ['secrets', 'recipients', 'add', 'n', keyOf('host0'), ...key]);
  await step('rename', ['secrets', 'rename', 'n', 'secrets/m.age']);
  await step('rotate', ['secrets', 'rotate', 'm', '--no-commit', ...key], `${value}2`);
  await step('edit away', ['secrets', 'edit', 's0', ...key], 'something else');
  await step('restore', ['secrets', 'restore', 's0', ...key]);
  expect(await step('show again', ['secrets', 'show', 's0', ...key])).toBe(value);
  await step('delete', ['secrets', 'delete', 'm', '--yes']);
  const refused = await searched('refused', ['secrets', 'create', 's0', ...key], value);
  expect(refused.code).toBe(3);
  console.log(`searched ${rounds + refused.rounds} times while 12 commands ran, and after each`);
});

const hasScript = spawnSync('script', ['--version']).status === 0;

it.skipIf(!hasScript)('an editor has it in memory alone, and nothing is left of it', async () => {
  const editor = join(scratch, 'editor');
  writeFileSync(
    editor,
    `#!/bin/sh\nprintf '%s' "$1" > ${scratch}/place\nmark=$(cat "${fleet.identity}.mark" | tr a-z b-za)\nprintf '%s' "$mark" >> "$1"\nprintf '%s' "$mark" > "$(dirname "$1")/.left.swp"\nsleep 0.3\n`,
  );
  chmodSync(editor, 0o755);
  // Not in clear on the disk, where the search would find it.
  writeFileSync(`${fleet.identity}.mark`, [...MARK].map(turnedBack).join(''));
  const command = `node ${join(import.meta.dirname, '../../../../bin/snowfleet')} --fleet ${fleet.dir} secrets edit s1 -i ${fleet.identity}`;
  const seen = new Set<string>();
  let over = false;
  const child = import('node:child_process').then(
    ({ spawn }) =>
      new Promise<{ code: number | null; out: string }>((resolve) => {
        const running = spawn('script', ['-qfec', command, '/dev/null'], {
          env: { PATH: process.env['PATH'], ...env, EDITOR: editor, LANG: 'C.UTF-8' },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let out = '';
        running.stdout.on('data', (part: Buffer) => (out += part.toString()));
        running.on('close', (code) => {
          over = true;
          resolve({ code, out });
        });
      }),
  );
  const isOver = (): boolean => over;
  while (!isOver()) {
    for (const place of [...inProcesses(), ...onDisk()]) seen.add(place);
    await sleep(1);
  }
  const { code, out } = await child;
  expect(code, out).toBe(0);
  expect(out).toContain('.left.swp');
  expect([...seen]).toEqual([]);
  const place = readFileSync(join(scratch, 'place'), 'utf8');
  expect(place).toMatch(/^\/dev\/shm\/snowfleet-edit-/);
  expect(existsSync(place)).toBe(false);
  expect(marked('/dev/shm')).toEqual([]);
  const { ended } = startDoor(['--fleet', fleet.dir, 'secrets', 'show', 's1', '-i', fleet.identity], env);
  expect((await ended).stdout).toBe(`the value of secret 1\n${MARK}`);
});

const keyOf = (name: string): string => readFileSync(join(scratch, 'keys', `${name}.pub`), 'utf8').trim();

/** The letter that `tr a-z b-za` turns into this one. */
function turnedBack(letter: string): string {
  if (!/[a-z]/.test(letter)) return letter;
  return letter === 'a' ? 'z' : String.fromCharCode(letter.charCodeAt(0) - 1);
}
