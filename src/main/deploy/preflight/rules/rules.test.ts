import { describe, expect, it } from 'vitest';
import {
  AppError,
  type ErrorCode,
  type PreflightCheck,
  type PreflightCheckName,
  preflightCheckNames,
} from '../../../../shared/contract';
import type { HostAnswer, NixSettings } from '../answer';
import { ANSWER, KNOWN, NEXT, NEXT_SYSTEM, RUNNING, storePath } from '../testing/answers';
import type { Asking, Known } from '../types';
import { judgeHost } from '.';

function judge(
  answer: Partial<HostAnswer>,
  known: Partial<Known> = {},
): Record<PreflightCheckName, PreflightCheck> {
  return lightsOf({ kind: 'answered', answer: { ...ANSWER, ...answer }, ms: 12 }, known);
}

function lightsOf(asking: Asking, known: Partial<Known> = {}): Record<PreflightCheckName, PreflightCheck> {
  const checks = judgeHost('p510', asking, { ...KNOWN, ...known });
  expect(checks.map(({ name }) => name)).toEqual(preflightCheckNames);
  return Object.fromEntries(checks.map((check) => [check.name, check])) as never;
}

const free = (bytes: number): NonNullable<HostAnswer['store']> => ({ ...ANSWER.store!, freeBytes: bytes });
const boot = (bytes: number, own = true): HostAnswer['boot'] => ({
  ...(ANSWER.boot as object as Exclude<HostAnswer['boot'], 'none' | null>),
  own,
  ...(own ? {} : { device: '/dev/vda2' }),
  freeBytes: bytes,
});
const settings = (change: Partial<NixSettings>): Partial<HostAnswer> => ({
  trusted: null,
  settings: { trustedUsers: ['root'], trustedKeys: [], requiresSignatures: true, ...change },
});
const refused = (said: string): Partial<HostAnswer> => ({ sudo: { kind: 'refused', said } });
const WANTS = refused('sudo: a password is required');
const parts = (change: Partial<Record<string, string>>): Partial<HostAnswer> => ({
  parts: ANSWER.parts.map((part) => ({ ...part, now: change[part.name] ?? part.now })),
});
const inhibitors = { 'dbus-implementation': 'dbus' };
const broker = { next: { ...NEXT_SYSTEM, inhibitors: { 'dbus-implementation': 'broker' } } };

const secrets = (
  verdict: 'yes' | 'no' | 'unknown',
  why: NonNullable<Known['secrets']>['needs'][number]['why'],
): Partial<Known> => ({
  secrets: {
    host: 'p510',
    verdict,
    words: 'why',
    keys: [],
    needs: [{ file: 'a.age', name: 'a', state: 'certain', verdict, why, words: 'it has 0 bytes' }],
  },
});

it('finds nothing against a host of which all is well', () => {
  expect(Object.values(judge({})).map(({ state }) => state)).toEqual(preflightCheckNames.map(() => 'green'));
});

/** What the host told, what we know, the light, and words that say why. */
type Row = readonly [
  PreflightCheckName,
  string,
  Partial<HostAnswer>,
  Partial<Known>,
  PreflightCheck['state'],
  RegExp,
];
const ROWS: readonly Row[] = [
  ['sudo', 'root', { uid: 0, sudo: null }, {}, 'green', /login is root/],
  ['sudo', 'free', {}, {}, 'green', /without a password/],
  ['sudo', 'not told', { sudo: null }, {}, 'unknown', /not told/],
  ['sudo', 'none there', { sudo: { kind: 'absent' } }, {}, 'red', /no sudo/],
  ['sudo', 'hangs', { sudo: { kind: 'late' } }, {}, 'amber', /in time/],
  ['sudo', 'not allowed', refused('deploy is not in the sudoers file.'), {}, 'red', /not in the sudoers/],
  ['sudo', 'refused without a word', refused(''), {}, 'red', /sudo refuses/],
  ['sudo', 'wants it, none stored', WANTS, { password: { kind: 'none' } }, 'amber', /asked for at the step/],
  ['sudo', 'wants it, right', WANTS, { password: { kind: 'right' } }, 'green', /takes the stored/],
  ['sudo', 'wants it, wrong', WANTS, { password: { kind: 'wrong' } }, 'amber', /is wrong.*asked for/],
  [
    'sudo',
    'wants it, locked away',
    WANTS,
    { password: { kind: 'unavailable', reason: 'The vault is locked.' } },
    'amber',
    /The vault is locked\. It will/,
  ],
  ['sudo', 'no terminal', refused('sudo: a terminal is required'), {}, 'amber', /wants the password/],
  ['sudo', 'sudo-rs', refused('sudo: interactive authentication is required'), {}, 'amber', /wants/],

  ['copy', 'trusted', {}, {}, 'green', /trusts deploy/],
  ['copy', 'root', { uid: 0, trusted: null, daemonListens: null }, {}, 'green', /writes the store/],
  ['copy', 'no nix', { hasNix: false }, {}, 'red', /no nix-daemon/],
  ['copy', 'not asked', { hasNix: false, ended: false }, {}, 'unknown', /not asked/],
  ['copy', 'no daemon', { daemonListens: false }, {}, 'red', /does not listen/],
  ['copy', 'nothing told', { trusted: null, settings: null }, {}, 'unknown', /not told/],
  ['copy', 'named', settings({ trustedUsers: ['root', 'deploy'] }), {}, 'green', /trusts deploy/],
  ['copy', 'by group', settings({ trustedUsers: ['@wheel'] }), {}, 'green', /trusts deploy/],
  ['copy', 'everybody', settings({ trustedUsers: ['*'] }), {}, 'green', /trusts deploy/],
  ['copy', 'another group', settings({ trustedUsers: ['@admins'] }), {}, 'amber', /does not trust deploy/],
  [
    'copy',
    'the daemon says no, whatever the file says',
    { ...settings({ trustedUsers: ['deploy'] }), trusted: false },
    {},
    'amber',
    /does not trust/,
  ],
  ['copy', 'no signatures', settings({ requiresSignatures: false }), {}, 'green', /without a signature/],
  [
    'copy',
    'our key',
    settings({ trustedKeys: ['cache:AAAA', 'home-1:BBBB'] }),
    { signingKeys: ['home-1:BBBB'] },
    'green',
    /signed with our key home-1,/,
  ],
  [
    'copy',
    'a key of our name that is another',
    settings({ trustedKeys: ['home-1:CCCC'] }),
    { signingKeys: ['home-1:BBBB'] },
    'amber',
    /does not trust/,
  ],

  ['store', 'plenty', {}, {}, 'green', /212 GB free/],
  ['store', 'not told', { store: null }, {}, 'unknown', /not told/],
  ['store', 'read-only', { isReadOnly: true }, {}, 'red', /read-only/],
  ['store', 'little', { store: free(4.9e9) }, {}, 'amber', /less than the 5.0 GB/],
  ['store', 'nearly nothing', { store: free(199e6) }, {}, 'red', /Only 199 MB free/],
  ['store', 'fits', { store: free(1.4e9) }, { next: NEXT_SYSTEM }, 'green', /300 MB will come/],
  ['store', 'fits barely', { store: free(1.2e9) }, { next: NEXT_SYSTEM }, 'amber', /300 MB will come/],
  ['store', 'does not fit', { store: free(340e6) }, { next: NEXT_SYSTEM }, 'red', /340 MB free.*300 MB/],
  [
    'store',
    'runs it already',
    { store: free(1.1e9) },
    { next: { ...NEXT_SYSTEM, to: RUNNING } },
    'green',
    /nothing has to come/,
  ],
  [
    'store',
    'not counted',
    { store: free(1.1e9) },
    { next: { ...NEXT_SYSTEM, copyBytes: null } },
    'amber',
    /may need/,
  ],

  ['boot', 'plenty', {}, {}, 'green', /388 MB free on \/boot/],
  ['boot', 'none', { boot: 'none' }, {}, 'green', /no \/boot/],
  ['boot', 'not told', { boot: null }, {}, 'unknown', /not told/],
  ['boot', 'on the disk of the store', { boot: boot(1e6, false) }, {}, 'green', /no file system of its own/],
  ['boot', 'little', { boot: boot(41e6) }, {}, 'amber', /41 MB free.*150 MB/],
  ['boot', 'nearly nothing', { boot: boot(19e6) }, {}, 'red', /Only 19 MB/],
  ['boot', 'fits', { boot: boot(90e6) }, { next: NEXT_SYSTEM }, 'green', /60 MB will come/],
  ['boot', 'fits barely', { boot: boot(62e6) }, { next: NEXT_SYSTEM }, 'amber', /60 MB will come/],
  ['boot', 'does not fit', { boot: boot(60.5e6) }, { next: NEXT_SYSTEM }, 'red', /60 MB will come/],
  [
    'boot',
    'has these files already',
    {
      boot: boot(30e6),
      ...parts({ kernel: storePath('n', 'linux/bzImage'), initrd: storePath('n', 'initrd/initrd') }),
    },
    { next: NEXT_SYSTEM },
    'green',
    /nothing has to come/,
  ],

  ['system', 'as deployed', {}, {}, 'green', /generation 12, as deployed from here last/],
  ['system', 'never deployed', {}, { last: null }, 'green', /nothing was deployed/],
  [
    'system',
    'another',
    {},
    { last: { to: NEXT, at: '2026-11-20T10:00:00.000Z' } },
    'amber',
    /not what was deployed.*2026-11-20 10:00/,
  ],
  ['system', 'boots another', { profile: NEXT }, {}, 'amber', /another system than it would boot/],
  ['system', 'no NixOS', { running: null }, {}, 'red', /does not run NixOS/],
  ['system', 'cut off', { running: null, ended: false }, {}, 'unknown', /not told/],

  ['switch', 'nothing', {}, {}, 'green', /Nothing else/],
  ['switch', 'another', { switching: ['nixos-upgrade.service'] }, {}, 'red', /nixos-upgrade.service/],
  [
    'switch',
    'another, of which only the lock is seen',
    { switching: ['x'], seesProcesses: false },
    {},
    'red',
    /x\./,
  ],
  ['switch', 'hidden', { seesProcesses: false }, {}, 'unknown', /hides/],
  ['switch', 'cut off', { seesProcesses: false, ended: false }, {}, 'unknown', /not told/],

  ['secrets', 'not looked at', {}, { secrets: undefined }, 'unknown', /could not be looked at/],
  ['secrets', 'all match', {}, secrets('yes', null), 'green', /no proof/],
  ['secrets', 'not known', {}, secrets('unknown', 'no-key'), 'unknown', /why/],
  ['secrets', 'empty', {}, secrets('no', 'empty'), 'red', /it has 0 bytes/],
  ['secrets', 'not rekeyed', {}, secrets('no', 'not-rekeyed'), 'red', /it has 0 bytes/],
  ['secrets', 'not wanted', {}, secrets('no', 'not-wanted'), 'amber', /another identity/],

  ['inhibitors', 'none', {}, {}, 'green', /names nothing/],
  ['inhibitors', 'not told', { inhibitors: null }, {}, 'unknown', /not told/],
  ['inhibitors', 'not built yet', { inhibitors }, {}, 'unknown', /once the new system is built/],
  ['inhibitors', 'alike', { inhibitors }, { next: { ...NEXT_SYSTEM, inhibitors } }, 'green', /Nothing keeps/],
  ['inhibitors', 'gone in the new one', { inhibitors }, { next: NEXT_SYSTEM }, 'green', /Nothing keeps/],
  ['inhibitors', 'switch', { inhibitors }, broker, 'red', /dbus-implementation: dbus -> broker/],
  ['inhibitors', 'test', { inhibitors }, { ...broker, mode: 'test' }, 'red', /will not switch/],
  ['inhibitors', 'boot', { inhibitors }, { ...broker, mode: 'boot' }, 'green', /leaves to you/],
  ['inhibitors', 'dry run', { inhibitors }, { ...broker, mode: 'dry-activate' }, 'amber', /will not switch/],

  ['clock', 'not told', { clockOffset: null }, {}, 'unknown', /not told/],
  ['clock', 'nearly', { clockOffset: -30 }, {}, 'green', /agrees/],
  ['clock', 'ahead', { clockOffset: 31 }, {}, 'amber', /31 s ahead of ours/],
  ['clock', 'behind', { clockOffset: -3600 }, {}, 'amber', /3600 s behind ours/],

  ['reboot', 'none due', {}, {}, 'green', /No reboot is due/],
  [
    'reboot',
    'due',
    parts({ kernel: storePath('n', 'x'), 'kernel-modules': storePath('n', 'y') }),
    {},
    'amber',
    /another kernel, kernel modules/,
  ],
  ['reboot', 'a container', { parts: [] }, {}, 'green', /no kernel of its own/],
  ['reboot', 'not told', { parts: [], booted: null }, {}, 'unknown', /not told/],
];

it.each(ROWS)('%s: %s', (name, _when, answer, known, state, words) => {
  const check = judge(answer, known)[name];
  expect(check).toMatchObject({ state, words: expect.stringMatching(words) });
  // Nobody is left alone with a red light.
  if (state === 'red') expect(check.hint).toMatch(/\w/);
  expect(check.value).toMatch(/\S/);
  expect((check.value ?? '').length).toBeLessThan(14);
});

describe('a connection', () => {
  const failed = (code: ErrorCode, unattended = false, detail: Record<string, unknown> = {}): string[] => {
    const error = new AppError(code, 'It failed.', { hint: 'Do this.', detail });
    const lights = lightsOf({ kind: 'failed', error }, { unattended });
    expect(lights.sudo.state).toBe('unknown');
    return (['reach', 'host-key', 'login'] as const).map((name) => lights[name].state);
  };
  it.each<[ErrorCode, string[]]>([
    ['unreachable', ['red', 'unknown', 'unknown']],
    ['timeout', ['red', 'unknown', 'unknown']],
    ['refused', ['red', 'unknown', 'unknown']],
    ['practice-down', ['red', 'unknown', 'unknown']],
    ['host-key-unknown', ['green', 'red', 'unknown']],
    ['host-key-changed', ['green', 'red', 'unknown']],
    ['host-key-revoked', ['green', 'red', 'unknown']],
    ['authentication-failed', ['green', 'green', 'red']],
  ])('that ended with %s', (code, states) => expect(failed(code)).toEqual(states));

  it('is no last word where somebody can still be asked', () => {
    expect(failed('host-key-unknown', true)).toEqual(['green', 'amber', 'unknown']);
    expect(failed('authentication-failed', true)).toEqual(['green', 'green', 'amber']);
    expect(failed('host-key-changed', true)).toEqual(['green', 'red', 'unknown']);
  });

  it('that stood, to a server that starts no command', () => {
    expect(failed('refused', false, { begun: false })).toEqual(['green', 'green', 'red']);
  });

  it('to a host that runs nothing of ours', () => {
    const { reach, login, store } = lightsOf({ kind: 'mute', said: 'This account is not available.' });
    expect([reach.state, login.state, store.state]).toEqual(['green', 'red', 'unknown']);
    expect(login.words).toContain('This account is not available.');
  });

  it('that broke while the host was speaking', () => {
    const trouble = new AppError('unreachable', 'The connection broke.');
    const { reach, login, system } = lightsOf({ kind: 'answered', answer: ANSWER, ms: 3, trouble });
    expect([reach.state, login.state, system.state]).toEqual(['amber', 'green', 'green']);
  });
});
