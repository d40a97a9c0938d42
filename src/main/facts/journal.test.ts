import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  isAppError,
  type JournalEntry,
  type JournalEvent,
  type JournalFilter,
  journalFilterSchema,
} from '../../shared/contract';
import { createSsh, type Ssh } from '../ssh';
import { createTestSshd, type TestSshd } from '../ssh/testing/sshd';
import { resolveHome } from '../state';
import { journalArgv, readJournal } from './journal';
import { parseJournalLine } from './journal-entry';

const FAKES = fileURLToPath(new URL('../../../resources/practice/fakes', import.meta.url));

/** A machine may be busy. */
const PATIENT = { timeout: 20_000 };
const JOURNALD = '/usr/lib/systemd/systemd-journald';
/** A /run and /etc of its own with systemd's journald in it; then what is put behind it. */
const WITH_JOURNALD = [
  'unshare',
  '--mount',
  'sh',
  '-euc',
  `mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/journal /run/sshd
cp -a /etc /run/etc
echo 0123456789abcdef0123456789abcdef >/run/etc/machine-id
mount --bind /run/etc /etc
mkdir -p /run/log/journal/0123456789abcdef0123456789abcdef
${JOURNALD} >/dev/null 2>&1 &
exec "$@"`,
  'sh',
];
const missing =
  process.getuid?.() !== 0 ? 'it needs root' : existsSync(JOURNALD) ? null : 'systemd is not installed';
if (missing !== null) console.log(`journal.test: a real journald is left out: ${missing}`);

const filter = (more: Partial<JournalFilter> = {}): JournalFilter => journalFilterSchema.parse(more);
const line = (fields: object): string =>
  JSON.stringify({ __REALTIME_TIMESTAMP: '1700000000123456', PRIORITY: '6', MESSAGE: 'hello', ...fields });

describe('a line of the journal', () => {
  it('is an entry', () => {
    expect(
      parseJournalLine(
        line({
          PRIORITY: '3',
          _SYSTEMD_UNIT: 'nginx.service',
          SYSLOG_IDENTIFIER: 'nginx',
          _PID: '812',
          _COMM: 'x',
        }),
      ),
    ).toEqual({
      at: '2023-11-14T22:13:20.123Z',
      priority: 'err',
      unit: 'nginx.service',
      identifier: 'nginx',
      pid: 812,
      message: 'hello',
      cut: false,
    });
  });

  it.each([
    ['bytes that are no text', [104, 105, 255], 'hi\ufffd', false],
    ['a field that is there twice', ['first', 'second'], 'first', false],
    ['a message too large to be told', null, '', true],
    ['a message that is larger than we show', 'x'.repeat(20_000), 'x'.repeat(16_384), true],
  ])('with %s is an entry too', (_, message, text, cut) => {
    expect(parseJournalLine(line({ MESSAGE: message }))).toMatchObject({ message: text, cut });
  });

  it('of systemd is about the unit it names', () => {
    expect(parseJournalLine(line({ UNIT: 'web.service', _SYSTEMD_UNIT: 'init.scope' }))?.unit).toBe(
      'web.service',
    );
  });

  it('that is none is passed over', () => {
    for (const text of ['', '{', 'null', '[]', '"x"', '{"MESSAGE":"no time"}', '-- No entries --'])
      expect(parseJournalLine(text)).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 2 })), (text) => {
        parseJournalLine(text);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what is asked for', () => {
  it('goes to journalctl one word each', () => {
    const argv = journalArgv(
      filter({ unit: 'nginx*', priority: 'err', since: '2025-01-31 08:00', lines: 5, follow: true }),
    );
    expect(argv[0]).toBe('journalctl');
    expect(argv.slice(-5)).toEqual([
      '--lines=5',
      '--unit=nginx*',
      '--priority=err',
      '--since=2025-01-31 08:00',
      '--follow',
    ]);
  });

  it.each([
    { unit: 'a b' },
    { unit: 'a;b' },
    { unit: '$(x)' },
    { unit: '' },
    { since: 'a\nb' },
    { lines: 0 },
    { lines: 1e6 },
  ])('is refused when it is %j', (wrong) => {
    expect(journalFilterSchema.safeParse(wrong).success).toBe(false);
  });
});

describe('a journal that is written faster than it is read', () => {
  /** A host that has written everything before anybody reads. */
  const flood = (entry: string, count: number): Pick<Ssh, 'exec'> => ({
    async exec(_reach, _argv, how) {
      for (let at = 0; at < count; at += 1_000) how?.onStdout?.(`${entry}\n`.repeat(1_000));
      return { code: 0, stdout: '', stderr: '', ms: 1, truncated: false };
    },
  });
  const count = async (ssh: Pick<Ssh, 'exec'>): Promise<{ told: number; skipped: number }> => {
    const seen = { told: 0, skipped: 0 };
    const feed = readJournal(ssh, { host: 'h', source: 'fleet', destination: 'h' }, filter());
    for await (const event of feed) {
      if (event.type === 'entries') seen.told += event.entries.length;
      if (event.type === 'skipped') seen.skipped += event.count;
    }
    return seen;
  };

  it('says how many entries were left out', async () => {
    const { told, skipped } = await count(flood(line({}), 40_000));
    expect(told).toBeLessThanOrEqual(10_000);
    expect(told + skipped).toBe(40_000);
  });

  it('keeps fewer of long ones', async () => {
    const { told, skipped } = await count(flood(line({ MESSAGE: 'x'.repeat(16_384) }), 4_000));
    expect(told).toBeLessThanOrEqual(512);
    expect(told + skipped).toBe(4_000);
  });

  it('loses nothing of what fits', async () => {
    expect(await count(flood(line({}), 9_000))).toEqual({ told: 9_000, skipped: 0 });
  });
});

/** A real sshd and the journal of practice hosts, whose programs are told where their file is. */
describe('a journal', () => {
  let dir: string;
  let sshd: TestSshd;
  let ssh: Ssh;
  let journal: string;
  const read = async (how: Partial<JournalFilter>, signal?: AbortSignal): Promise<JournalEvent[]> => {
    const events: JournalEvent[] = [];
    for await (const event of readJournal(ssh, sshd.reach, filter(how), signal)) events.push(event);
    return events;
  };
  const messages = (events: readonly JournalEvent[]): string[] =>
    events.flatMap((event) => (event.type === 'entries' ? event.entries.map(({ message }) => message) : []));
  const program = (text: string): void => writeFileSync(join(dir, 'journalctl'), text);

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'snowfleet-journal-'));
    mkdirSync(join(dir, 'log'));
    journal = join(dir, 'log', 'practice-journal');
    sshd = await createTestSshd([`SetEnv PATH=${dir}:/usr/bin:/bin`]);
    ssh = createSsh({
      home: resolveHome({ SNOWFLEET_HOME: dir }),
      env: { ...process.env, SSH_AUTH_SOCK: '' },
    });
  });
  beforeEach(() => {
    // The folder of the file is the only thing that differs from a practice host.
    program(readFileSync(join(FAKES, 'journalctl'), 'utf8').replaceAll('/var/log', join(dir, 'log')));
    chmodSync(join(dir, 'journalctl'), 0o755);
    const entries = [
      { MESSAGE: 'one', _SYSTEMD_UNIT: 'a.service' },
      { MESSAGE: 'two', _SYSTEMD_UNIT: 'b.service', PRIORITY: '3' },
      { MESSAGE: 'three', _SYSTEMD_UNIT: 'a.service', PRIORITY: '4' },
    ];
    writeFileSync(journal, entries.map((fields) => `${line(fields)}\n`).join(''));
  });
  afterAll(async () => {
    await ssh?.close();
    await sshd?.remove();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is read by unit, priority and number of lines', async () => {
    expect(messages(await read({}))).toEqual(['one', 'two', 'three']);
    expect(messages(await read({ unit: 'a' }))).toEqual(['one', 'three']);
    expect(messages(await read({ priority: 'warning' }))).toEqual(['two', 'three']);
    expect(messages(await read({ priority: 'warning', unit: 'a*' }))).toEqual(['three']);
    expect(messages(await read({ lines: 1 }))).toEqual(['three']);
  });

  it('is followed until nobody reads any more, and then nothing of it runs on the host', async () => {
    const seen: string[] = [];
    for await (const event of readJournal(ssh, sshd.reach, filter({ follow: true }))) {
      seen.push(...messages([event]));
      if (seen.length === 3) appendFileSync(journal, `${line({ MESSAGE: 'four' })}\n`);
      if (seen.includes('four')) break;
    }
    expect(seen).toEqual(['one', 'two', 'three', 'four']);
    // A program in sh notices when it writes; journalctl itself watches its output.
    await expect
      .poll(() => {
        appendFileSync(journal, `${line({})}\n`);
        return execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
      }, PATIENT)
      .not.toContain(journal);
  });

  it('that is followed ends with the signal', async () => {
    const abort = new AbortController();
    const reading = read({ follow: true }, abort.signal).catch((error: unknown) => error);
    setTimeout(() => abort.abort(), 300);
    expect(isAppError(await reading, 'cancelled')).toBe(true);
  });

  it('that cannot be read says why', async () => {
    program('#!/bin/sh\necho "Failed to parse timestamp: soon" >&2; exit 1');
    await expect(read({ since: 'soon' })).rejects.toMatchObject({
      code: 'remote-command-failed',
      message: expect.stringContaining('Failed to parse timestamp: soon'),
    });
    program('#!/bin/sh\nexit 127');
    await expect(read({})).rejects.toMatchObject({ message: expect.stringContaining('no journalctl') });
  });

  it('that this user may not see whole says so beside what it shows', async () => {
    program(
      `#!/bin/sh\necho '${line({})}'; echo 'Hint: You are currently not seeing messages from other users.' >&2`,
    );
    expect(await read({})).toEqual([
      { type: 'entries', entries: [expect.objectContaining({ message: 'hello' })] },
      { type: 'note', text: 'Hint: You are currently not seeing messages from other users.' },
    ]);
  });
});

describe.skipIf(missing !== null)('a journal of systemd', () => {
  let dir: string;
  let sshd: TestSshd;
  let ssh: Ssh;
  const exec = (...argv: string[]) => ssh.exec(sshd.reach, argv);
  const write = (priority: number, message: string) =>
    exec(
      'sh',
      '-c',
      `printf "MESSAGE=$1\nPRIORITY=$2\nSYSLOG_IDENTIFIER=probe\n" | logger --journald`,
      'sh',
      message,
      String(priority),
    );

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'snowfleet-journald-'));
    sshd = await createTestSshd([], WITH_JOURNALD);
    ssh = createSsh({
      home: resolveHome({ SNOWFLEET_HOME: dir }),
      env: { ...process.env, SSH_AUTH_SOCK: '' },
    });
  });
  afterAll(async () => {
    await ssh?.close();
    await sshd?.remove();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is read by priority and followed, bytes that are no text included', async () => {
    await expect.poll(async () => (await write(6, 'hello')).code, PATIENT).toBe(0);
    await write(3, 'gone wrong');
    await write(2, 'raw \\377');
    const seen: JournalEntry[] = [];
    const feed = readJournal(ssh, sshd.reach, filter({ priority: 'err', since: '-1h', follow: true }));
    for await (const event of feed) {
      if (event.type !== 'entries') continue;
      seen.push(...event.entries.filter(({ identifier }) => identifier === 'probe'));
      if (seen.length === 2) await write(2, 'followed');
      if (seen.some(({ message }) => message === 'followed')) break;
    }
    expect(seen.map(({ priority, message }) => [priority, message])).toEqual([
      ['err', 'gone wrong'],
      ['crit', 'raw \ufffd'],
      ['crit', 'followed'],
    ]);
    await expect
      .poll(async () => (await exec('ps', '-eo', 'args=')).stdout, PATIENT)
      .not.toContain(`--since=-1h --follow`);
  });

  it('says what is wrong with what was asked', async () => {
    const reading = readJournal(ssh, sshd.reach, filter({ since: 'soon' })).next();
    await expect(reading).rejects.toMatchObject({
      message: expect.stringContaining('Failed to parse timestamp: soon'),
    });
  });
});
