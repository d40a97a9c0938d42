import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type HostPlan, type HostPreflight } from '../../../shared/contract';
import type { ExecOptions, ExecResult, Reach } from '../../ssh';
import { createPreflight, type Look, type PreflightOptions } from './preflight';
import type { StoredPasswords } from './stored-password';
import { NEXT, RUNNING, storePath } from './testing/answers';

const LINES = [
  'snowfleet-preflight 1',
  `clock\t${Math.floor(Date.now() / 1000)}`,
  'user\t1000\tdeploy\tdeploy',
  `running\t${RUNNING}`,
  `booted\t${RUNNING}`,
  `profile\tsystem-12-link\t${RUNNING}`,
  'inhibitors\t{"dbus-implementation":"dbus"}',
  'processes\tseen',
  'store\t/dev/vda2 1000000000 1 300000000 1% /',
  'boot\tnone',
  'sudo\trefused\tsudo: a password is required',
  'nix\tthere',
  'daemon\tthere',
  'store-info\t{"trusted":true}',
  'end',
];
const answer = (stdout: string, stderr = ''): Partial<ExecResult> & { says?: string } => ({
  code: 0,
  says: stdout,
  stderr,
});
const whole = (): string => `${LINES.join('\n')}\n`;

/** What each host does with what it is told. */
type Behaviour = (argv: readonly string[], options: ExecOptions, reach: Reach) => unknown;
let behaviours: Record<string, Behaviour>;
let asked: { host: string; argv: readonly string[]; input: unknown; unattended: boolean | undefined }[];
let passwords: StoredPasswords;
let dir: string;

const preflight = () =>
  createPreflight({
    ssh: {
      async exec(reach, argv, options = {}) {
        asked.push({ host: reach.host, argv, input: options.input, unattended: reach.unattended });
        const result = (await behaviours[reach.host]?.(argv, options, reach)) as ReturnType<typeof answer>;
        if (result.says !== undefined) options.onStdout?.(result.says);
        return { code: 0, stdout: '', stderr: '', ms: 1, truncated: false, ...result };
      },
    },
    nix: { physicalPath: async (path) => join(dir, path) },
    reach: async (host) => {
      if (host === 'lost') throw new AppError('practice-down', 'It is not running.');
      return { host, source: 'ssh-config', destination: host };
    },
    script: async () => 'the script',
    passwords: { get: (...how) => passwords.get(...how) },
    lastRuns: async () => new Map([['alpha', { to: RUNNING, at: '2026-11-20T10:00:00.000Z' }]]),
  });
const isScript = (argv: readonly string[]): boolean => argv[0] === 'sh';

async function looksAt(hosts: string[], options?: PreflightOptions, of = preflight()): Promise<Look[]> {
  const found: Look[] = [];
  for await (const look of of.looks(hosts, options)) found.push(look);
  return found;
}
const light = ({ checks }: HostPreflight, name: string): unknown => checks.find((one) => one.name === name);

beforeEach(() => {
  asked = [];
  behaviours = { alpha: () => answer(whole()) };
  passwords = { get: async () => null };
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-looks-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('asks each host once and tells lights as they come', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  behaviours['slow'] = async () => {
    await held;
    return answer(whole());
  };
  const feed = preflight().looks(['slow', 'alpha', 'lost', 'alpha']);
  const first = [await feed.next(), await feed.next()].map(({ value }) => value?.lights.host).toSorted();
  expect(first).toEqual(['alpha', 'lost']);
  release();
  expect((await feed.next()).value?.lights).toMatchObject({ host: 'slow', ok: true });
  expect((await feed.next()).done).toBe(true);
  expect(asked.map(({ host }) => host).toSorted()).toEqual(['alpha', 'slow']);
});

it('knows what was deployed last, and does not take another host for deployed', async () => {
  behaviours['beta'] = behaviours['alpha']!;
  const [alpha, beta] = (await looksAt(['alpha', 'beta'])).map(({ lights }) => lights);
  expect(light(alpha!, 'system')).toMatchObject({ words: expect.stringContaining('as deployed from here') });
  expect(light(beta!, 'system')).toMatchObject({ words: expect.stringContaining('nothing was deployed') });
});

it.each([
  ['nothing', '', 'runs no command of ours'],
  ['something else', 'Welcome!\nWhat is your name?\n', 'runs no command of ours'],
  ['something else without end', 'noise\n'.repeat(60_000), 'without end'],
])('has a red light for a host that says %s', async (_what, says, words) => {
  behaviours['alpha'] = (_argv, options) => {
    options.onStdout?.(says);
    if (options.signal?.aborted) throw new AppError('cancelled', 'Stopped.', { detail: { begun: true } });
    return { code: 1, stderr: '' };
  };
  const [look] = await looksAt(['alpha']);
  expect(look?.lights.ok).toBe(false);
  expect(light(look!.lights, 'login')).toMatchObject({ state: 'red', words: expect.stringContaining(words) });
});

it('counts what came of an answer that was cut off anywhere, and reads a banner before it', async () => {
  const text = `Welcome to p510\n${whole()}`;
  for (let length = 1; length < text.length; length += 13) {
    behaviours['alpha'] = (_argv, options) => {
      options.onStdout?.(text.slice(0, length));
      throw new AppError('unreachable', 'The connection broke.', { detail: { begun: true } });
    };
    const [look] = await looksAt(['alpha']);
    for (const { name, state } of look!.lights.checks) {
      if (name === 'login') continue;
      expect(state, `${name} after ${length}`).not.toBe('red');
    }
  }
});

it('tells why a host was not reached, for those that call it away', async () => {
  const failure = new AppError('unreachable', 'No route.');
  behaviours['alpha'] = () => {
    throw failure;
  };
  expect(await looksAt(['alpha'])).toMatchObject([{ failure, lights: { ok: false } }]);
});

it('ends when cancelled, and asks no more hosts when nobody listens', async () => {
  const controller = new AbortController();
  behaviours['alpha'] = (_argv, { signal }) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')));
      controller.abort();
    });
  await expect(looksAt(['alpha'], { signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  let stopped = false;
  behaviours['beta'] = (_argv, { signal }) =>
    new Promise(() => signal?.addEventListener('abort', () => (stopped = true)));
  const feed = preflight().looks(['lost', 'beta']);
  await feed.next();
  await feed.return(undefined);
  expect(stopped).toBe(true);
});

describe('a stored sudo password', () => {
  const sudo =
    (right: string): Behaviour =>
    (argv, { input }) =>
      isScript(argv) ? answer(whole()) : { code: input === `${right}\n` ? 0 : 1 };

  it('is tried over standard input alone, after the host has answered', async () => {
    passwords.get = async (_ref, options) => (options?.unattended === true ? 'geheim' : 'falsch');
    behaviours['alpha'] = sudo('geheim');
    const [look] = await looksAt(['alpha'], { unattended: true });
    expect(light(look!.lights, 'sudo')).toMatchObject({ state: 'green', value: 'stored' });
    expect(asked.map(({ argv }) => isScript(argv))).toEqual([true, false]);
    expect(asked.every(({ unattended }) => unattended === true)).toBe(true);
    expect(asked[1]?.argv).toEqual(['sudo', '-k', '-S', '-p', '', '--', 'true']);
    expect(JSON.stringify([look, asked.map(({ argv }) => argv)])).not.toContain('geheim');
  });

  it('that is wrong is not tried twice, so that nobody is locked out; another one is', async () => {
    let stored = 'falsch';
    passwords.get = async () => stored;
    behaviours['alpha'] = sudo('geheim');
    const one = preflight();
    for (const tries of [1, 1]) {
      const [look] = await looksAt(['alpha'], {}, one);
      expect(light(look!.lights, 'sudo')).toMatchObject({ state: 'amber', value: 'wrong' });
      expect(asked.filter(({ argv }) => !isScript(argv))).toHaveLength(tries);
    }
    stored = 'geheim';
    const [look] = await looksAt(['alpha'], {}, one);
    expect(light(look!.lights, 'sudo')).toMatchObject({ state: 'green' });
  });

  it('that cannot be had is told with the reason', async () => {
    passwords.get = async () => {
      throw new AppError('vault-locked', 'The vault is locked.');
    };
    const [look] = await looksAt(['alpha']);
    expect(light(look!.lights, 'sudo')).toMatchObject({
      state: 'amber',
      words: expect.stringContaining('The vault is locked.'),
    });
  });

  it('is looked for only where sudo wants one', async () => {
    passwords.get = () => {
      throw new Error('nobody may ask');
    };
    behaviours['alpha'] = () => answer(whole().replace(/sudo\trefused.*\n/, 'sudo\tfree\n'));
    expect((await looksAt(['alpha']))[0]?.lights.ok).toBe(true);
  });
});

describe('a system that was planned', () => {
  const plan = (change: Partial<HostPlan> = {}): HostPlan => ({
    host: 'alpha',
    from: RUNNING,
    to: NEXT,
    unchanged: false,
    copyBytes: 400e9,
    ...change,
  });
  beforeEach(() => {
    const kernel = storePath('n', 'linux');
    mkdirSync(join(dir, NEXT), { recursive: true });
    mkdirSync(join(dir, kernel), { recursive: true });
    writeFileSync(join(dir, kernel, 'bzImage'), 'x'.repeat(1000));
    symlinkSync(join(kernel, 'bzImage'), join(dir, NEXT, 'kernel'));
    writeFileSync(join(dir, NEXT, 'switch-inhibitors'), '{"dbus-implementation":"broker"}');
  });

  it('is measured at the next look, and again without asking the host', async () => {
    const one = preflight();
    const [before] = await looksAt(['alpha'], {}, one);
    expect(before?.lights.ok).toBe(true);
    const again = await before!.again(plan());
    expect(again.ok).toBe(false);
    expect(light(again, 'store')).toMatchObject({
      state: 'red',
      words: expect.stringContaining('400 GB will come'),
    });
    expect(light(again, 'inhibitors')).toMatchObject({ state: 'red' });
    expect(asked).toHaveLength(1);
    one.note(plan());
    expect((await looksAt(['alpha'], {}, one))[0]?.lights).toMatchObject({
      checks: again.checks.map(({ state }) => ({ state })),
    });
  });

  it('counts for nothing where the host runs another system since, or this machine has it no more', async () => {
    const one = preflight();
    one.note(plan({ from: storePath('z', 'other') }));
    const [changed] = await looksAt(['alpha'], { mode: 'boot' }, one);
    expect(light(changed!.lights, 'store')).toMatchObject({
      state: 'green',
      words: expect.not.stringContaining('will come'),
    });
    rmSync(join(dir, NEXT), { recursive: true });
    one.note(plan());
    const [gone] = await looksAt(['alpha'], {}, one);
    expect(light(gone!.lights, 'inhibitors')).toMatchObject({ state: 'unknown' });
  });
});
