import { describe, expect, it } from 'vitest';
import { parseStateLine } from './state-lines';

const SYSTEM = `/nix/store/${'a'.repeat(32)}-nixos-system-a-1`;
const line = (text: string): unknown => parseStateLine(`1700000000 ${text}`)?.line;

describe('a line of the state', () => {
  it('is read, with the time of the host', () => {
    expect(parseStateLine('1700000000 step test')).toEqual({
      at: '2023-11-14T22:13:20.000Z',
      line: { word: 'step', step: 'test' },
    });
    expect(line(`old ${SYSTEM} ${SYSTEM} system-12-link`)).toEqual({
      word: 'old',
      running: SYSTEM,
      profile: SYSTEM,
      generation: 12,
    });
    expect(line(`old ${SYSTEM} ${SYSTEM} elsewhere`)).toMatchObject({ generation: null });
    expect(line('code boot 124')).toEqual({ word: 'code', step: 'boot', code: 124 });
    expect(line('unit web.service worked')).toEqual({ word: 'unit', unit: 'web.service', worked: true });
    expect(line('wait 30')).toEqual({ word: 'wait', seconds: 30 });
    expect(line('end done 4')).toEqual({ word: 'end', end: { kind: 'done', code: 4 } });
    expect(line('end restored ack 0')).toEqual({
      word: 'end',
      end: { kind: 'restored', step: 'ack', code: 0 },
    });
    expect(line('end busy')).toEqual({ word: 'end', end: { kind: 'busy', holder: null } });
    expect(line('end busy ada@attic 1700000000')).toEqual({
      word: 'end',
      end: { kind: 'busy', holder: { who: 'ada@attic', since: '2023-11-14T22:13:20.000Z' } },
    });
  });

  it.each([
    'step dance',
    'code boot',
    'code boot x',
    'wait soon',
    'end',
    'end well',
    'end done',
    'end restored ack',
    'old / /etc x',
    'unit',
    'later words',
    '',
  ])('is passed over where it makes no sense: %s', (text) => {
    expect(parseStateLine(`1700000000 ${text}`)).toBeNull();
  });

  it.each(['step test', 'x step test', '-1 step test', '1e9 step test', ' '])(
    'needs a time: "%s"',
    (text) => {
      expect(parseStateLine(text)).toBeNull();
    },
  );
});
