import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract';
import { resolveHome, type Home } from '../../state';
import { RunJournal } from './run-journal';
import type { RunWriter } from './run-writer';

let root = '';
let home: Home;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snowfleet-runs-'));
  home = resolveHome({ SNOWFLEET_HOME: root });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const job = (id: string, state: Job['state']): Job => ({
  id,
  kind: 'deploy',
  title: '',
  hosts: [],
  state,
  startedAt: '',
  fraction: null,
  steps: [],
  pid: 1,
});

const begin = (id: string, hosts = ['a', 'b']): Promise<RunWriter> =>
  new RunJournal(home).start({
    id,
    kind: 'deploy',
    who: 'ada@desk',
    fleet: '/fleet',
    commit: 'c0ffee',
    draft: null,
    mode: 'switch',
    hosts,
  });

const OLD = `/nix/store/${'a'.repeat(32)}-old`;
const NEW = `/nix/store/${'b'.repeat(32)}-new`;

const PLAN = {
  host: 'a',
  from: OLD,
  to: NEW,
  unchanged: false,
  packages: { added: [{ name: 'podman', version: '5' }], removed: [], changed: [] },
  bytes: 10,
};

describe('RunJournal', () => {
  it('shows a run while its job runs, and its outcomes when it has ended', async () => {
    const writer = await begin('one');
    await writer.begin('a', 'copy', { from: OLD, to: NEW });
    const journal = new RunJournal(home);
    expect((await journal.list([job('one', 'running')]))[0]).toMatchObject({
      state: 'running',
      step: 'copy',
    });
    await writer.settle({ host: 'a', outcome: 'switched', from: OLD, to: NEW, generation: 2 });
    await writer.end('skipped', 'It was not reached.');
    const [run] = await journal.list([job('one', 'done')]);
    expect(run).toMatchObject({ state: 'done', who: 'ada@desk', commit: 'c0ffee' });
    expect(run?.step).toBeUndefined();
    expect(run?.hosts.map((one) => one.outcome)).toEqual(['switched', 'skipped']);
  });

  it('is whole on disk after every step, also when many come at once', async () => {
    const writer = await begin('one');
    await Promise.all(['a', 'b', 'a', 'b'].map((host) => writer.begin(host, 'copy', { to: NEW })));
    const folder = join(home.state, 'runs');
    expect(readdirSync(folder)).toEqual(['one.json']);
    expect(JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8'))).toMatchObject({
      stages: { a: 'copy', b: 'copy' },
    });
  });

  it('says that nothing was activated when it was interrupted before', async () => {
    const writer = await begin('one');
    await writer.begin('a', 'copy', { from: OLD, to: NEW });
    const [run] = await new RunJournal(home).list([]);
    expect(run).toMatchObject({ state: 'interrupted', step: 'copy' });
    expect(run?.advice).toBe(
      'Nothing was activated on a, b: they still run what ran before. Deploy again when you like.',
    );
  });

  it('names both systems a host may run when it was interrupted in the activation', async () => {
    const writer = await begin('one');
    await writer.begin('a', 'activate', { from: OLD, to: NEW });
    const [run] = await new RunJournal(home).list([job('one', 'interrupted')]);
    expect(run?.advice).toContain(`Nothing was activated on b: it still runs`);
    expect(run?.advice).toContain(`runs ${NEW} or, as before, ${OLD}`);
    expect(run?.advice).toContain('deploy again');
  });

  it('keeps old runs that are settled in one file, none lost or told twice', async () => {
    for (let n = 0; n < 5; n += 1) {
      const writer = await begin(`run${n}`, ['a']);
      writer.plan(PLAN);
      await writer.settle({ host: 'a', outcome: 'switched', from: OLD, to: NEW, generation: n });
      await writer.end('skipped', '');
    }
    const open = await begin('open', ['a']);
    await open.begin('a', 'activate', { from: OLD, to: NEW });
    const folder = join(home.state, 'runs');
    writeFileSync(join(folder, 'archive.jsonl'), '{"id":"torn');
    const journal = new RunJournal(home, { keep: 2, slack: 2 });
    const before = await journal.list([]);
    await journal.archive();
    expect(readdirSync(folder)).toHaveLength(1 + 2 + 1);
    expect(await journal.list([])).toEqual(before);
    expect(await new RunJournal(home).list([])).toEqual(before);
    expect(before.at(-1)?.hosts[0]?.planned).toEqual({ added: 1, removed: 0, changed: 0, bytes: 10 });
    // As if a crash had come between the archive and the removal of the file.
    writeFileSync(
      join(folder, 'run0.json'),
      readFileSync(join(folder, 'archive.jsonl'), 'utf8').split('\n')[1]!,
    );
    expect(await journal.list([])).toEqual(before);
    expect((await journal.orphans([])).map((one) => one.run)).toEqual(['open']);
  });

  it('lists the newest first, and is not stopped by a damaged file', async () => {
    await begin('one', ['a']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await begin('two', ['b']);
    writeFileSync(join(home.state, 'runs', 'broken.json'), '{"id":');
    const journal = new RunJournal(home);
    expect((await journal.list([])).map((run) => run.id)).toEqual(['two', 'one']);
  });
});
