import { describe, expect, it } from 'vitest';
import type { Fact, Host, HostResult, Run } from '../contract';
import { driftOf, driftSentences, driftWords } from './drift';

const OLD = '/nix/store/old';
const NEW = '/nix/store/new';
const OTHER = '/nix/store/other';

function host(drift: string, running: string | null, generation?: number): Host {
  const facts: Record<string, Fact> = { drift: { value: drift, from: 'host' } };
  if (running !== null) facts['running'] = { value: running, from: 'host' };
  if (generation !== undefined) facts['runningGeneration'] = { value: generation, from: 'host' };
  return {
    name: 'p510',
    kind: 'machine',
    inFlake: true,
    file: null,
    line: null,
    facts,
    features: [],
    source: 'both',
  };
}

function run(result: Partial<HostResult>, more: Partial<Run> = {}): Run {
  return {
    id: 'r',
    kind: 'deploy',
    started: '2025-01-01T00:00:00.000Z',
    who: 'ada',
    fleet: '/fleet',
    commit: '3f2c9ab0000',
    draft: null,
    mode: 'switch',
    state: 'done',
    hosts: [{ host: 'p510', outcome: 'switched', from: OLD, to: NEW, generation: 7, ...result }],
    ...more,
  };
}

const judge = (of: Host, runs: readonly Run[] = [], isDirty = false, isDrafted = false) =>
  driftOf({ host: of, runs, isDirty, isDrafted });

describe('drift', () => {
  it('is not known before somebody was asked, nor where evaluation is old', () => {
    expect(judge(host('unknown', null)).kind).toBe('unknown');
    expect(judge(host('unknown', NEW), [run({})]).kind).toBe('unknown');
  });

  it('is none where it runs what is declared', () =>
    expect(judge(host('as-declared', NEW), [run({})])).toMatchObject({ kind: 'none', uncommitted: false }));

  it('has the working tree ahead of what a run of ours made, or found there', () => {
    expect(judge(host('differs', NEW), [run({})]).kind).toBe('tree-ahead');
    expect(judge(host('differs', OLD), [run({ outcome: 'rolled-back' })]).kind).toBe('tree-ahead');
  });

  it('goes by the number of the generation where others put something there', () => {
    expect(judge(host('differs', OTHER, 8), [run({})]).kind).toBe('host-ahead');
    expect(judge(host('differs', OTHER, 6), [run({})]).kind).toBe('tree-ahead');
  });

  it('only differs where nothing tells which is newer', () => {
    expect(judge(host('differs', OTHER, 8)).kind).toBe('differs');
    expect(judge(host('differs', OTHER), [run({})]).kind).toBe('differs');
    expect(judge(host('differs', OTHER, 8), [run({ host: 'razer' })]).kind).toBe('differs');
    expect(judge(host('differs', OTHER, 8), [run({ outcome: 'failed' })]).kind).toBe('differs');
  });

  it('takes no word of a run that activated nothing', () =>
    expect(judge(host('differs', NEW, 8), [run({}, { mode: 'dry-activate' })]).kind).toBe('differs'));

  it('is uncommitted where the draft touches the host, or a dirty tree made what runs', () => {
    expect(judge(host('as-declared', NEW), [], true, true).uncommitted).toBe(true);
    expect(judge(host('as-declared', NEW), [run({}, { draft: 'abc' })], true).uncommitted).toBe(true);
    expect(judge(host('as-declared', NEW), [run({}, { draft: 'abc' })], false).uncommitted).toBe(false);
    expect(judge(host('as-declared', NEW), [run({})], true).uncommitted).toBe(false);
  });

  it('says so in words', () => {
    const view = judge(host('differs', NEW), [run({}, { draft: 'abc' })], true);
    expect(driftWords(view)).toBe('tree ahead, uncommitted');
    expect(driftSentences(view)).toBe(
      'The working tree is ahead: the host runs something older from 3f2c9ab. The working tree has changes for it that are not committed.',
    );
    expect(driftWords(judge(host('unknown', null)))).toBeNull();
  });
});
