import { describe, expect, it } from 'vitest';
import type { Fact, Host } from '../../shared/contract';
import { factGroups, factWords, shortStorePath } from './fact-groups';

const fact = (value: unknown): Fact => ({ value, from: 'source' });

describe('factGroups', () => {
  it('keeps the order of the panel, leaves out empty groups, and drops no fact it does not know', () => {
    const host: Host = {
      name: 'h',
      kind: 'machine',
      inFlake: true,
      file: null,
      line: null,
      features: [],
      source: 'source',
      facts: { moonPhase: fact('full'), generation: fact(3), role: fact('server'), failedUnits: fact([]) },
    };
    expect(factGroups(host).map((group) => [group.title, group.lines.map((line) => line.label)])).toEqual([
      ['Machine', ['Role']],
      ['System', ['Generation']],
      ['More', ['moonPhase']],
    ]);
  });
});

describe('drift', () => {
  it('is told in the words of who judged it', () => {
    const host = {
      name: 'h',
      kind: 'machine',
      inFlake: true,
      file: null,
      line: null,
      features: [],
      source: 'both',
    } as const;
    const [group] = factGroups(
      { ...host, features: [], facts: { drift: fact('differs') } },
      'The host is ahead.',
    );
    expect(group?.lines.map((line) => factWords(line, line.fact.value))).toEqual(['The host is ahead.']);
  });
});

describe('facts of a living host', () => {
  const host = (facts: Record<string, Fact>): Host => ({
    name: 'h',
    kind: 'machine',
    inFlake: true,
    file: null,
    line: null,
    features: [],
    source: 'source',
    facts,
  });
  const labels = (facts: Record<string, Fact>): string[] =>
    factGroups(host(facts)).flatMap((group) => group.lines.map((line) => line.label));

  it('say a generation once, unless what runs is another', () => {
    expect(labels({ generation: fact(3), runningGeneration: fact(3), bootedGeneration: fact(2) })).toEqual([
      'Generation',
      'Booted number',
    ]);
  });

  it('have a line for each disk, and none for a reboot that nothing asks for', () => {
    expect(labels({ disks: fact([{ mount: '/' }, { mount: '/home' }]), rebootBecause: fact([]) })).toEqual([
      'Disk 1',
      'Disk 2',
    ]);
    expect(labels({ disks: fact([{ mount: '/' }]) })).toEqual(['Disk']);
  });
});

describe('factWords', () => {
  const line = (name: string) => ({ name, label: name, fact: fact(null), mono: false });
  it('words what machines count', () => {
    expect(factWords(line('uptimeSeconds'), 3748)).toBe('1 h 2 min');
    expect(factWords(line('tags'), ['a', 'b'])).toBe('a, b');
  });
});

describe('shortStorePath', () => {
  it('keeps the name and the start of the hash', () =>
    expect(shortStorePath(`/nix/store/${'7m2cq9'.padEnd(32, 'x')}-nixos-system-p620`)).toBe(
      '7m2cq9…-nixos-system-p620',
    ));
  it('leaves other text alone', () => expect(shortStorePath('/etc/nixos')).toBe('/etc/nixos'));
});
