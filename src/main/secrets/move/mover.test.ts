import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Assignment, SecretValueWish } from '../../../shared/contract';
import { temporaryHome } from '../../state/testing';
import { scanForLeaks } from '../leaks/scan';
import { matrixOf } from '../matrix/matrix';
import { planRules } from '../rules/edit/plan';
import { readRules } from '../rules/read';
import type { TextChange } from '../work';
import { LeakMover, type LeakMoverOptions, type LeakWish } from './move';

const OPTION = 'services.k3s.token';
const MODULE = `{ config, ... }:\n{\n  ${OPTION} = "q8Wk3vRz71LmN0pXc5Tb";\n}\n`;
const key = (letter: string): string => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)}`;
const WISH: LeakWish = { file: 'p1.nix', line: 3, dryRun: false };

let dir: string;
let made: {
  file: string;
  keys: readonly string[];
  value: SecretValueWish;
  texts: ReadonlyMap<string, TextChange>;
}[];
beforeEach(async () => {
  const { env } = await temporaryHome();
  dir = path.join(env.SNOWFLEET_HOME, 'fleet');
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'p1.nix'), MODULE);
  writeFileSync(
    path.join(dir, 'secrets.nix'),
    `let\n  me = "${key('A')}";\n  p1 = "${key('B')}";\n  p2 = "${key('C')}";\n  users = [ me ];\n  hosts = [ p1 p2 ];\nin\n{\n  "secrets/a.age".publicKeys = users ++ hosts;\n}\n`,
  );
  made = [];
});

const assignment = (option: string, scope: 'nixos' | 'home' = 'nixos'): Assignment => ({
  path: option,
  scope,
  file: 'p1.nix',
  line: 3,
  column: 3,
  priority: 'plain',
  value: null,
  text: '',
  computed: false,
  wins: true,
});

function mover(options: Partial<LeakMoverOptions> = {}): LeakMover {
  const use = {
    name: 'a',
    file: 'secrets/a.age',
    scope: 'nixos' as const,
    place: { file: 'p1.nix', line: 1 },
  };
  const declares = ['p1', 'p2'].map((host) => ({ host, secrets: [{ ...use, state: 'certain' as const }] }));
  return new LeakMover({
    dir,
    leaks: async () => scanForLeaks(dir).leaks,
    list: async () => ({
      ...matrixOf({ rules: readRules(dir).rules, files: [], declares, evaluated: new Map(), hostKeys: [] }),
      readAt: '2026-11-26T00:00:00.000Z',
    }),
    plan: (wishes) => planRules(dir, wishes),
    assigned: async () => new Map([['p1', [assignment(OPTION)]]]),
    declares: async () => declares,
    takesFile: async () => true,
    create: async (file, keys, value, texts) => {
      made.push({ file, keys, value, texts });
      return { changed: [file], verified: [], notes: [] };
    },
    ...options,
  });
}

it('makes the secret for the hosts that set the option and for the users', async () => {
  const told = await mover().move({ ...WISH, dryRun: true });
  expect([told.changed, made]).toEqual([[], []]);
  expect(told.move).toMatchObject({
    secret: 'secrets/k3s-token.age',
    option: OPTION,
    twin: `${OPTION}File`,
    hosts: ['p1'],
    recipients: ['me', 'p1'],
  });
  expect(JSON.stringify(told)).not.toContain('q8Wk3vRz');
  await mover().move({ ...WISH, name: 'cluster' });
  const [one] = made;
  expect(one).toMatchObject({ file: 'secrets/cluster.age', keys: [key('A'), key('B')] });
  expect(one?.value).toMatchObject({ content: Buffer.from('q8Wk3vRz71LmN0pXc5Tb').toString('base64') });
  expect(one?.texts.get('p1.nix')).toEqual({
    before: MODULE,
    after: expect.stringContaining('tokenFile = config.age.secrets.cluster.path;'),
  });
});

it('writes nothing where the reference would not surely be right', async () => {
  const refusal = async (
    options: Partial<LeakMoverOptions>,
    wish: Partial<LeakWish> = {},
  ): Promise<unknown> =>
    mover(options)
      .move({ ...WISH, ...wish })
      .then(() => 'moved')
      .catch(({ code, message }: { code: string; message: string }) => `${code}: ${message}`);
  expect(await refusal({}, { line: 1 })).toMatch(/^secret-unknown: No credential/);
  expect(await refusal({ takesFile: async () => false })).toMatch(/^not-literal: .* no twin/);
  expect(await refusal({ assigned: async () => new Map() })).toMatch(/^not-literal: No host/);
  const at = (...all: Assignment[]) => ({ assigned: async () => new Map([['p1', all]]) });
  expect(await refusal(at(assignment(OPTION, 'home')))).toMatch(/^not-literal: .* home of p1/);
  expect(await refusal(at(assignment(OPTION), assignment(`${OPTION}File`)))).toMatch(/^not-literal: p1 sets/);
  expect(await refusal({ declares: async () => [] })).toMatch(/^not-literal: p1 declares no secret/);
  expect(await refusal({}, { recipients: ['me'] })).toMatch(/^bad-recipient: p1/);
  expect(await refusal({}, { name: 'a' })).toMatch(/^secret-exists/);
  writeFileSync(path.join(dir, 'other.nix'), `{ config, ... }: { a = config.${OPTION}; }`);
  expect(await refusal({})).toMatch(/^not-literal: other.nix reads/);
  expect([made, readFileSync(path.join(dir, 'p1.nix'), 'utf8')]).toEqual([[], MODULE]);
});
