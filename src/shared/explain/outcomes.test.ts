import { describe, expect, it } from 'vitest';
import type { Assignment } from '../contract';
import { judgeDefinitions } from './outcomes';

let line = 0;
function definition(value: unknown, more: Partial<Assignment> = {}): Assignment {
  line += 1;
  return {
    path: 'features.x.enable',
    scope: 'nixos',
    value,
    text: JSON.stringify(value),
    computed: false,
    file: 'hosts/p510/default.nix',
    line,
    column: 3,
    priority: 'plain',
    wins: false,
    ...more,
  };
}
const judge = (...definitions: Assignment[]) =>
  judgeDefinitions(definitions).map(({ outcome, why }) => [outcome.kind, why]);

describe('judgeDefinitions', () => {
  it('lets mkForce beat plain, and plain beat mkDefault', () => {
    line = 0;
    expect(
      judge(
        definition(true, { priority: 'default' }),
        definition(true),
        definition(false, { priority: 'force' }),
      ),
    ).toEqual([
      ['loses', 'mkDefault loses to mkForce at hosts/p510/default.nix:3'],
      ['loses', 'plain loses to mkForce at hosts/p510/default.nix:3'],
      ['decides', 'mkForce beats mkDefault and plain'],
    ]);
    expect(judge(definition(1, { priority: 'default' }), definition(2))[1]?.[1]).toBe(
      'plain beats mkDefault',
    );
    expect(judge(definition(1, { priority: 40 }), definition(2, { priority: 'force' }))[0]?.[1]).toBe(
      'mkOverride 40 beats mkForce',
    );
  });

  it('says of a condition that it must hold', () => {
    line = 0;
    const one = definition(true, { priority: 'force', condition: 'cfg.enable' });
    expect(judge(one)).toEqual([['decides', 'The only definition, where its condition holds']]);
    expect(judge(one, definition(false))[1]).toEqual([
      'loses',
      'plain loses to mkForce at hosts/p510/default.nix:1, where that one’s condition holds',
    ]);
  });

  it('puts lists and sets together', () => {
    expect(judge(definition([1]), definition([2])).map(([kind]) => kind)).toEqual(['joins', 'joins']);
    expect(
      judge(definition([1]), definition(null, { computed: true, text: '[ a ] ++ b' })).map(([kind]) => kind),
    ).toEqual(['joins', 'joins']);
  });

  it('sees two values of one priority clash, unless they say the same or one has a condition', () => {
    expect(judge(definition(1), definition(2)).map(([kind]) => kind)).toEqual(['clashes', 'clashes']);
    expect(judge(definition(1), definition(1)).map(([kind]) => kind)).toEqual(['decides', 'agrees']);
    expect(judge(definition(1), definition(2, { condition: 'x' })).map(([kind]) => kind)).toEqual([
      'decides',
      'decides',
    ]);
  });

  it('has nothing to say of nothing', () => expect(judgeDefinitions([])).toEqual([]));
});
