import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryHome } from '../../state/testing';
import { readRules } from '../rules/read';
import { planRules, type PlannedRules, type RuleWish } from './plan';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI';
const ME = `${KEY}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAme`;
const P620 = `${KEY}BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBp620`;
const NEW = `${KEY}CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCnew`;
const RULES = `let
  me = "${ME} me@desk";
  p620 = "${P620}";
  all = [ me p620 ];
  allHosts = [ p620 ];
in
{
  # The token of the cache.
  "secrets/a.age".publicKeys = [ me p620 ]; # both
  "secrets/b.age" = {
    publicKeys = all ++ [ me ];
    armor = true;
  };
  "secrets/c.age".publicKeys = all;
  "secrets/d.age".publicKeys = [ "${P620}" ];
}
`;

let dir: string;
const file = (): string => path.join(dir, 'secrets.nix');

function plan(wish: RuleWish): PlannedRules | null {
  const source = {
    rules: (overlay: ReadonlyMap<string, string>) => readRules(dir, { overlay }).rules,
    text: () => readFileSync(file(), 'utf8'),
  };
  return planRules(source, wish);
}

/** The lines that differ. */
function changed({ before, after }: PlannedRules): { gone: string[]; come: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return {
    gone: old.filter((line) => !now.includes(line)).map((line) => line.trim()),
    come: now.filter((line) => !old.includes(line)).map((line) => line.trim()),
  };
}

const linesOf = (wish: RuleWish): { gone: string[]; come: string[] } => {
  const planned = plan(wish);
  if (!planned) throw new Error('nothing is planned');
  return changed(planned);
};

beforeEach(async () => {
  const { env } = await temporaryHome();
  dir = path.join(env.SNOWFLEET_HOME, 'fleet');
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'flake.nix'), '{ outputs = _: { }; }\n');
  writeFileSync(file(), RULES);
});

describe('a change of rules', () => {
  it('adds and takes away a key by the name that rules have for it, else in full', () => {
    expect(linesOf({ kind: 'recipients', file: 'secrets/a.age', add: [NEW], remove: ['p620'] })).toEqual({
      gone: ['"secrets/a.age".publicKeys = [ me p620 ]; # both'],
      come: [`"secrets/a.age".publicKeys = [ me "${NEW}" ]; # both`],
    });
    expect(linesOf({ kind: 'recipients', file: 'secrets/d.age', add: ['me'], remove: [] }).come).toEqual([
      `"secrets/d.age".publicKeys = [ "${P620}" me ];`,
    ]);
    expect(linesOf({ kind: 'recipients', file: 'secrets/d.age', add: ['me'], remove: [P620] }).come).toEqual([
      '"secrets/d.age".publicKeys = [ me ];',
    ]);
    expect(linesOf({ kind: 'recipients', file: 'secrets/b.age', add: [NEW], remove: [] }).come).toEqual([
      `publicKeys = all ++ [ me "${NEW}" ];`,
    ]);
    expect(linesOf({ kind: 'recipients', file: 'secrets/c.age', add: [NEW], remove: [] }).come).toEqual([
      `"secrets/c.age".publicKeys = all ++ [ "${NEW}" ];`,
    ]);
  });

  it('is none where the rules are so already', () => {
    expect(plan({ kind: 'recipients', file: 'secrets/a.age', add: ['me'], remove: [] })).toBeNull();
    expect(plan({ kind: 'recipients', file: 'secrets/d.age', add: [], remove: ['me'] })).toBeNull();
  });

  it('is refused where it would change others, or leave a secret to nobody', () => {
    const codeOf = (wish: RuleWish): string => {
      try {
        return plan(wish) === null ? 'nothing' : 'planned';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(codeOf({ kind: 'recipients', file: 'secrets/c.age', add: [], remove: ['p620'] })).toBe(
      'not-literal',
    );
    expect(codeOf({ kind: 'recipients', file: 'secrets/d.age', add: [], remove: ['p620'] })).toBe(
      'bad-recipient',
    );
    expect(codeOf({ kind: 'recipients', file: 'secrets/a.age', add: ['nobody'], remove: [] })).toBe(
      'bad-recipient',
    );
    expect(codeOf({ kind: 'remove', file: 'secrets/x.age' })).toBe('secret-unknown');
    expect(codeOf({ kind: 'add', file: 'secrets/a.age', keys: ['me'] })).toBe('secret-exists');
    expect(codeOf({ kind: 'rename', file: 'secrets/a.age', to: 'secrets/b.age' })).toBe('secret-exists');
  });

  it('makes, renames and removes a rule, and leaves the rest as it is', () => {
    expect(linesOf({ kind: 'add', file: 'secrets/e.age', keys: ['me', 'p620'] })).toEqual({
      gone: [],
      come: ['"secrets/e.age".publicKeys = [ me p620 ];'],
    });
    expect(linesOf({ kind: 'rename', file: 'secrets/b.age', to: 'secrets/z.age' })).toEqual({
      gone: ['"secrets/b.age" = {'],
      come: ['"secrets/z.age" = {'],
    });
    const { gone, come } = linesOf({ kind: 'remove', file: 'secrets/b.age' });
    expect([gone, come]).toEqual([
      ['"secrets/b.age" = {', 'publicKeys = all ++ [ me ];', 'armor = true;', '};'],
      [],
    ]);
  });
});
