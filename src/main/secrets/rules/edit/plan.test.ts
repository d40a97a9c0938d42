import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isAppError, type RuleWish } from '../../../../shared/contract';
import { planRules } from './plan';

const ADA = 'age1euxu6srhlj9gdnjtmxeuh4nfzgqr8fyhsjuvsdfswaqyc8kugv3qsrheg2';
const P620 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILwCfnKXL5VyaaQhVmyhQSAo6Z1tC6mqwkETDJqWchpp root@p620';
const RAZER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILnIg+6+zbYzcxNHm+Sp/C56D08NVGzX9OvRTSSUQ7yS root@razer';
const HP = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwqiISh/Xg2yM7JvMfiLgZrSkDRFGRDO5eBd+ZrejH7 root@hp';

const RULES = `# Who can read what.
let
  ada = "${ADA}"; # me
  p620 = "${P620}";
  razer = "${RAZER}";

  people = [ ada ];
  hosts = [
    p620
    razer
  ];
in
{
  # Everywhere.
  "a.age".publicKeys = people ++ hosts;
  "b.age" = {
    publicKeys = people ++ [ p620 ];
    armor = true;
  };
}
`;

let dir: string | undefined;

function fleetOf(files: Readonly<Record<string, string>>): string {
  dir = mkdtempSync(path.join(tmpdir(), 'rules-edit-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return dir;
}

afterEach(() => {
  if (dir !== undefined) rmSync(dir, { recursive: true });
  dir = undefined;
});

/** Lines that come and go in secrets.nix, and what is to be encrypted anew. */
function change(wishes: readonly RuleWish[], rules = RULES) {
  const plan = planRules(fleetOf({ 'secrets.nix': rules }), wishes);
  const [before, after] = [rules.split('\n'), (plan.texts.get('secrets.nix') ?? rules).split('\n')];
  return {
    lines: [
      ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
      ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
    ],
    rekey: plan.rekey,
  };
}

function refused(wishes: readonly RuleWish[], rules = RULES): string {
  try {
    planRules(fleetOf({ 'secrets.nix': rules }), wishes);
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  return 'taken';
}

describe('changes of rules', () => {
  it('adds a recipient to the list that is written at the rule, else behind the lists', () => {
    expect(change([{ kind: 'add-recipient', file: 'b.age', recipient: 'razer' }])).toEqual({
      lines: ['-    publicKeys = people ++ [ p620 ];', '+    publicKeys = people ++ [ p620 razer ];'],
      rekey: ['b.age'],
    });
    expect(change([{ kind: 'add-recipient', file: 'a.age', recipient: HP }])).toEqual({
      lines: [
        '-  "a.age".publicKeys = people ++ hosts;',
        `+  "a.age".publicKeys = people ++ hosts ++ [ "${HP}" ];`,
      ],
      rekey: ['a.age'],
    });
    expect(change([{ kind: 'add-recipient', file: 'a.age', recipient: 'ada' }])).toEqual({
      lines: [],
      rekey: [],
    });
  });

  it('takes a recipient out, also of a list with a name', () => {
    expect(change([{ kind: 'remove-recipient', file: 'b.age', recipient: 'p620' }]).lines).toEqual([
      '-    publicKeys = people ++ [ p620 ];',
      '+    publicKeys = people ++ [ ];',
    ]);
    expect(change([{ kind: 'remove-recipient', file: 'a.age', recipient: 'razer' }]).lines).toEqual([
      '-  "a.age".publicKeys = people ++ hosts;',
      '+  "a.age".publicKeys = people ++ [ p620 ];',
    ]);
  });

  it('changes a list for every rule that names it', () => {
    expect(change([{ kind: 'remove-from-group', group: 'hosts', recipient: 'razer' }])).toEqual({
      lines: ['-    razer'],
      rekey: ['a.age'],
    });
    expect(change([{ kind: 'add-key', name: 'hp', key: HP, group: 'hosts' }])).toEqual({
      lines: [`+  hp = "${HP}";`, '+    hp'],
      rekey: ['a.age'],
    });
    expect(change([{ kind: 'add-key', name: 'my key', key: HP }]).lines).toEqual([`+  "my key" = "${HP}";`]);
  });

  it('adds, renames and removes rules', () => {
    expect(
      change([{ kind: 'add-rule', file: 'c.age', recipients: ['people', 'p620'], armor: false }]).lines,
    ).toEqual(['+  "c.age".publicKeys = people ++ [ p620 ];']);
    expect(change([{ kind: 'add-rule', file: 'c.age', recipients: ['hosts'], armor: true }]).lines).toEqual([
      '+  "c.age" = {',
      '+    publicKeys = hosts;',
    ]);
    expect(change([{ kind: 'rename-rule', file: 'a.age', to: 'x/y.age' }]).lines).toEqual([
      '-  "a.age".publicKeys = people ++ hosts;',
      '+  "x/y.age".publicKeys = people ++ hosts;',
    ]);
    expect(change([{ kind: 'remove-rule', file: 'b.age' }]).lines).toEqual([
      '-  "b.age" = {',
      '-    publicKeys = people ++ [ p620 ];',
      '-    armor = true;',
      '-  };',
    ]);
  });

  it('makes the first rules of a fleet', () => {
    const plan = planRules(fleetOf({ 'flake.nix': '{ }' }), [
      { kind: 'add-key', name: 'ada', key: ADA },
      { kind: 'add-rule', file: 'secrets/a.age', recipients: ['ada'], armor: false },
    ]);
    expect(plan.rules.secrets.map(({ file, wanted }) => [file, wanted[0]?.name])).toEqual([
      ['secrets/a.age', 'ada'],
    ]);
  });

  it('refuses what would lock everybody out, is taken, unknown or computed', () => {
    const one = `{ "a.age".publicKeys = [ "${ADA}" ]; }`;
    expect(refused([{ kind: 'remove-recipient', file: 'a.age', recipient: ADA }], one)).toBe('conflict');
    expect(refused([{ kind: 'remove-from-group', group: 'people', recipient: 'ada' }])).toBe('conflict');
    expect(refused([{ kind: 'add-rule', file: 'a.age', recipients: ['ada'], armor: false }])).toBe(
      'conflict',
    );
    expect(refused([{ kind: 'rename-rule', file: 'a.age', to: 'b.age' }])).toBe('conflict');
    expect(refused([{ kind: 'add-key', name: 'ada', key: HP }])).toBe('conflict');
    expect(refused([{ kind: 'add-recipient', file: 'z.age', recipient: 'ada' }])).toBe('secret-unknown');
    expect(refused([{ kind: 'add-recipient', file: 'a.age', recipient: 'nobody' }])).toBe('no-effect');
    const made = `let ada = "${ADA}"; of = k: { publicKeys = k; }; in { "a.age" = of [ ada ]; }`;
    expect(refused([{ kind: 'add-recipient', file: 'a.age', recipient: HP }], made)).toBe('not-literal');
  });
});
