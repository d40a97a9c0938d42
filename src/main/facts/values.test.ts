import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveFacts } from '../../shared/contract';
import { parseFactLines } from './parse';
import { RUNNING } from './testing/fixture';
import { readFactValues, type ReadFacts } from './values';

const WHEN = { sentAt: 1_700_000_000_000, heardAt: 1_700_000_001_000 };
const ANSWER = [
  'a banner that the shell prints',
  'snowfleet-facts 1',
  'clock\t1700000000\tyes',
  'uptime\t120.50',
  'load\t0.10 0.20 0.30 1/2 3',
  'processors\t0-3',
  'memory\tMemTotal\t1000\tkB',
  'memory\tMemAvailable\t500\tkB',
  'memory\tSwapTotal\t0\tkB',
  'memory\tSwapFree\t0\tkB',
  `running\t${RUNNING}`,
  `profile\tsystem-2-link\t${RUNNING}`,
  `generation\t2\t${RUNNING}`,
  'part\tkernel\t/nix/store/a\t/nix/store/a',
  'units\tread',
  'failed-unit\tbackup.service\tloaded failed failed',
  'temperature\tk10temp\ttemp1\tTctl\t41000\t95000',
  'tailscale\t{"BackendState":"Stopped","Self":null}',
  'something-newer\tthat this version does not know',
  'end',
  '',
].join('\n');
const read = (output: string): ReadFacts => readFactValues(parseFactLines(output), WHEN);
const whole = read(ANSWER);

describe('an answer', () => {
  it('is understood whole', () => {
    expect(whole.unread).toEqual([]);
    expect(whole.facts).toMatchObject({
      uptimeSeconds: 120,
      generation: 2,
      runningGeneration: 2,
      rebootNeeded: false,
      rebootBecause: [],
      failedUnits: 1,
      tailscale: { state: 'Stopped', name: '', magicDns: null },
    });
    expect(whole.facts).not.toHaveProperty('booted');
  });

  it('that is cut off anywhere tells nothing else than the whole one, only less', () => {
    // Lists and what is joined from several lines may be shorter; single values are the same or absent.
    const single = [
      'uptimeSeconds',
      'load',
      'processors',
      'memory',
      'running',
      'generation',
      'tailscale',
    ] as const;
    for (let length = 0; length < ANSWER.length; length++) {
      const raw = parseFactLines(ANSWER.slice(0, length));
      const { facts } = readFactValues(raw, WHEN);
      expect(raw.ended).toBe(length >= ANSWER.length - 1);
      for (const name of single) {
        if (facts[name] !== undefined) expect(facts[name]).toEqual(whole.facts[name]);
      }
    }
  });

  it('with nonsense in one fact tells the others', () => {
    const damaged = ANSWER.replace('120.50', 'since Tuesday')
      .replace('0-3', '0-99999999')
      .replace('41000', '9e9');
    const { facts, unread } = read(damaged);
    expect(unread.toSorted()).toEqual(['processors', 'uptimeSeconds']);
    expect(facts).not.toHaveProperty('temperatures');
    expect(facts).toMatchObject({ generation: 2, failedUnits: 1 });
  });

  it('without the first line is none, whatever it says', () => {
    expect(parseFactLines(ANSWER.replace('snowfleet-facts 1', 'snowfleet-facts 2'))).toMatchObject({
      began: false,
    });
    expect(read(readFileSync('/bin/sh').toString('latin1')).facts).toEqual({});
  });

  it('without end is bounded', () => {
    const flood = `snowfleet-facts 1\n${'failed-unit\tx\n'.repeat(100_000)}units\tread\n`;
    expect(read(flood).facts.failedUnits).toBe(200);
    const long = `snowfleet-facts 1\nkernel\t${'x'.repeat(60_000)}\n`;
    expect(read(long).facts.kernel).toHaveLength(300);
  });

  it('holds no character that a terminal or a page would obey', () => {
    const { facts } = read('snowfleet-facts 1\nkernel\t6.1\u001b]0;title\u0007\u202egnp.exe\u200b\n');
    expect(facts.kernel).toBe('6.1 ]0;title gnp.exe');
  });

  it('that is anything at all never throws, and every fact has its shape', () => {
    const names = [
      'clock',
      'uptime',
      'load',
      'processors',
      'memory',
      'part',
      'generation',
      'gpu',
      'disk',
      'store',
      'tailscale',
      'units',
      'temperature',
      'address',
      'profile',
      'running',
    ];
    const fields = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer().map(String),
      fc.constantFrom(
        '0x03',
        'kB',
        'MemTotal',
        '/nix/store',
        '-1',
        '1e999',
        'NaN',
        '{}',
        '[1]',
        '\\777',
        '0-0',
      ),
    );
    const line = fc
      .tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.array(fields, { maxLength: 10 }))
      .map(([name, rest]) => [name, ...rest].join('\t'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const { facts, unread } = read(`snowfleet-facts 1\n${lines.join('\n')}\n`);
        for (const [name, value] of Object.entries(facts)) {
          expect(liveFacts[name as keyof typeof liveFacts].safeParse(value).success).toBe(true);
          expect(unread).not.toContain(name);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a clock', () => {
  const offset = (seconds: number): number | undefined =>
    read(`snowfleet-facts 1\nclock\t${seconds}\tunknown\nend\n`).facts.clock?.offsetSeconds;

  it.each([
    [1_700_000_000, 0],
    [1_700_000_001, 0],
    // The host tells whole seconds: 1 699 999 999 may have been 999.9.
    [1_699_999_999, 0],
    [1_700_000_090, 89],
    [1_699_999_900, -99],
    [0, -1_699_999_999],
  ])('that says %i is %i s off', (seconds, expected) => expect(offset(seconds)).toBe(expected));

  it('beyond all times is not read', () => {
    expect(read('snowfleet-facts 1\nclock\t9999999999999999\tyes\n').unread).toEqual(['clock']);
  });
});
