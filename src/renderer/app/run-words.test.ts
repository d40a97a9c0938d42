import { describe, expect, it } from 'vitest';
import type { HostOutcome, Run } from '../../shared/contract';
import { hostsWords, runLook } from './run-words';

function run(outcomes: readonly (HostOutcome | null)[], extra: Partial<Run> = {}): Run {
  return {
    id: 'r',
    kind: 'deploy',
    started: '2026-11-23T08:00:00Z',
    who: 'ada',
    fleet: '/f',
    commit: null,
    draft: null,
    mode: 'switch',
    state: 'done',
    hosts: outcomes.map((outcome, index) => ({
      host: `h${index}`,
      outcome,
      from: null,
      to: null,
      generation: null,
    })),
    ...extra,
  };
}

describe('runLook', () => {
  it('tells the worst outcome of all hosts', () => {
    expect(runLook(run(['switched', 'rolled-back', 'unchanged'])).words).toBe('Rolled back');
    expect(runLook(run(['switched', 'unknown', 'failed'])).words).toBe('Outcome unknown');
    expect(runLook(run(['unchanged', 'switched'])).tone).toBe('ok');
  });
  it('does not take an interrupted run for a finished one', () => {
    expect(runLook(run([null], { state: 'interrupted', step: 'Copy' })).words).toBe(
      'Interrupted during Copy',
    );
  });
  it('calls a rollback that was asked for good news', () => {
    expect(runLook(run(['switched'], { kind: 'rollback' }))).toMatchObject({ tone: 'ok' });
    expect(runLook(run(['failed'], { kind: 'rollback' })).tone).toBe('bad');
  });
  it('does not take a rollback that was itself rolled back for done', () => {
    const look = runLook(run(['rolled-back'], { kind: 'rollback' }));
    expect(look).toMatchObject({ tone: 'warn' });
    expect(look.words).toContain('Not rolled back');
  });
});

describe('hostsWords', () => {
  it('names one host and counts several', () => {
    expect(hostsWords(run(['switched']).hosts)).toBe('h0');
    expect(hostsWords(run(['switched', 'failed']).hosts)).toBe('2 hosts');
  });
});
