import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../shared/contract';
import { resolveHome, type Home } from '../state';
import { RunJournal, type RunWriter } from './run-journal';

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

  it('lists the newest first, filters by host, and is not stopped by a damaged file', async () => {
    await begin('one', ['a']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await begin('two', ['b']);
    writeFileSync(join(home.state, 'runs', 'broken.json'), '{"id":');
    const journal = new RunJournal(home);
    expect((await journal.list([])).map((run) => run.id)).toEqual(['two', 'one']);
    expect((await journal.list([], 'a')).map((run) => run.id)).toEqual(['one']);
  });
});
