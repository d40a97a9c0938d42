import { describe, expect, it } from 'vitest';
import type { Fact, Host } from '../../shared/contract';
import { factText, failedUnits, hostState, lastSeen, valueText } from './host-state';

const at = '2026-11-23T12:00:00Z';
const fromHost = (value: unknown): Fact => ({ value, from: 'host', at });
function host(facts: Record<string, Fact>): Host {
  return {
    name: 'h',
    kind: 'machine',
    inFlake: true,
    file: null,
    line: null,
    facts,
    features: [],
    source: 'source',
  };
}

describe('hostState', () => {
  it('never calls a silent host down', () => {
    expect(hostState(host({})).words).toBe('Unknown: not asked yet');
    const silent = hostState(host({ reachable: fromHost(false), drift: fromHost('differs') }));
    expect(silent).toMatchObject({ key: 'unknown', icon: 'unknown', tone: 'mut' });
  });

  it('puts failed units before drift and drift before good news', () => {
    const facts = { reachable: fromHost(true), drift: fromHost('differs') };
    expect(hostState(host({ ...facts, failedUnits: fromHost(['plex.service']) })).words).toBe(
      '1 unit failed',
    );
    expect(hostState(host({ ...facts, failedUnits: fromHost([]) })).key).toBe('drift');
    expect(hostState(host({ reachable: fromHost(true), drift: fromHost('as-declared') })).key).toBe('ok');
  });

  it('does not claim a comparison that was not made', () => {
    expect(hostState(host({ reachable: fromHost(true), drift: fromHost('unknown') })).key).toBe('answers');
    expect(hostState(host({ reachable: fromHost(true) })).key).toBe('answers');
  });
});

describe('lastSeen', () => {
  it('is the newest answer, and a refusal to answer is none', () => {
    const why = { reason: fromHost('The practice host is not running.'), drift: fromHost('unknown') };
    expect(lastSeen(host({ reachable: fromHost(false), ...why }))).toBeNull();
    expect(
      lastSeen(
        host({
          reachable: fromHost(false),
          generation: { value: 3, from: 'host', at: '2026-11-20T09:14:00Z' },
        }),
      )?.at,
    ).toBe('2026-11-20T09:14:00Z');
    expect(lastSeen(host({ role: { value: 'server', from: 'source', at } }))).toBeNull();
  });
});

describe('values', () => {
  it('count failed units however they are told', () => {
    expect(failedUnits(fromHost(2))).toEqual({ count: 2, names: [] });
    expect(failedUnits(fromHost(['a.service']))).toEqual({ count: 1, names: ['a.service'] });
    expect(failedUnits(undefined).count).toBe(0);
  });
  it('read as one line', () => {
    expect(valueText({ cpu: 'amd', gpu: ['nvidia'], laptop: true, note: null })).toBe(
      'cpu amd, gpu nvidia, laptop',
    );
    expect(factText(fromHost(null))).toBeNull();
    expect(factText(fromHost(288))).toBe('288');
  });
});
