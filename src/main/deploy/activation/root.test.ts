import { describe, expect, it } from 'vitest';
import { AppError, type Answer, type Question } from '../../../shared/contract';
import type { ExecOptions, ExecResult, Ssh } from '../../ssh';
import { Root, type SudoPorts } from './root';

const REACH = { host: 'attic', source: 'ssh-config', destination: 'attic' } as const;
const ADA = { uid: 1000, name: 'ada' };

/** A host whose sudo wants `password`, or none where null; `calls` are what was run there. */
function hostWith(
  password: string | null,
  said = 'sudo: a password is required',
): { ssh: Ssh; calls: string[] } {
  const calls: string[] = [];
  const exec = async (
    _: unknown,
    argv: readonly string[],
    options: ExecOptions = {},
  ): Promise<ExecResult> => {
    calls.push(argv.join(' '));
    const good = password === null || (argv.includes('-S') && options.input === `${password}\n`);
    return { code: good ? 0 : 1, stdout: '', stderr: good ? '' : `${said}\n`, ms: 1, truncated: false };
  };
  return { ssh: { exec } as unknown as Ssh, calls };
}

function ports(
  stored: string | null,
  answers: Answer[] = [],
): SudoPorts & { kept: string[]; asked: Question[] } {
  const kept: string[] = [];
  const asked: Question[] = [];
  return {
    kept,
    asked,
    passwords: {
      get: async () => stored,
      set: async (_, value) => kept.push(value),
    },
    asker: {
      ask: async (question) => {
        asked.push(question);
        return answers.shift() ?? null;
      },
    },
  };
}

describe('becoming root', () => {
  it('needs nothing where one is root already', async () => {
    const { ssh, calls } = hostWith('x');
    expect(await new Root(ssh, REACH, null).rights({ uid: 0, name: 'root' })).toEqual({
      words: [],
      input: '',
    });
    expect(calls).toEqual([]);
  });

  it('takes sudo without a password where that works, and looks for none', async () => {
    const { ssh } = hostWith(null);
    const from = ports('secret');
    expect((await new Root(ssh, REACH, from).rights(ADA)).words).toEqual(['sudo', '-n', '--']);
  });

  it('hands the stored password over on standard input alone', async () => {
    const { ssh, calls } = hostWith('secret');
    const from = ports('secret');
    const rights = await new Root(ssh, REACH, from).rights(ADA);
    expect(rights.input).toBe('secret\n');
    expect(rights.words).toEqual(['sudo', '-k', '-S', '-p', '', '--']);
    expect(calls.join('\n')).not.toContain('secret');
    expect(from.asked).toEqual([]);
  });

  it.each([
    'sudo: a terminal is required to read the password',
    'sudo: interactive authentication is required',
  ])('knows that a password is wanted also by "%s"', async (said) => {
    const { ssh } = hostWith('secret', said);
    expect((await new Root(ssh, REACH, ports('secret')).rights(ADA)).input).toBe('secret\n');
  });

  it('asks where the stored one is wrong, and keeps the answer only once it has proved right', async () => {
    const { ssh } = hostWith('secret');
    const from = ports('old', [
      { accept: true, value: 'typo', remember: true },
      { accept: true, value: 'secret', remember: true },
    ]);
    expect((await new Root(ssh, REACH, from).rights(ADA)).input).toBe('secret\n');
    expect(from.kept).toEqual(['secret']);
    expect(from.asked).toEqual([
      { kind: 'sudo-password', host: 'attic', user: 'ada', again: true },
      { kind: 'sudo-password', host: 'attic', user: 'ada', again: true },
    ]);
  });

  it('goes on, and says so, where the password cannot be stored', async () => {
    const { ssh } = hostWith('secret');
    const warnings: string[] = [];
    const from = ports(null, [{ accept: true, value: 'secret', remember: true }]);
    const locked = {
      ...from,
      passwords: {
        ...from.passwords,
        set: () => Promise.reject(new AppError('keychain-locked', 'The keychain is locked.')),
      },
    };
    const root = new Root(ssh, REACH, locked, (text) => warnings.push(text));
    expect((await root.rights(ADA)).input).toBe('secret\n');
    expect(warnings).toEqual(['The password of sudo on attic was not stored: The keychain is locked.']);
  });

  it.each([
    ['nobody answers', ports(null), 'wants the password of ada'],
    ['the stored one is wrong', ports('old'), 'The stored one is wrong'],
    [
      'all are wrong',
      ports(
        null,
        Array.from({ length: 5 }, () => ({ accept: true, value: 'no' })),
      ),
      'is wrong',
    ],
  ])('is refused where %s', async (_, from, words) => {
    const { ssh } = hostWith('secret');
    const refused = new Root(ssh, REACH, from).rights(ADA);
    await expect(refused).rejects.toMatchObject({ code: 'sudo-refused' });
    await expect(refused).rejects.toThrow(words);
    expect(from.asked.length).toBeLessThanOrEqual(3);
  });

  it('says what sudo says where a password would not help', async () => {
    const { ssh } = hostWith('secret', 'sh: sudo: not found');
    await expect(new Root(ssh, REACH, ports('secret')).rights(ADA)).rejects.toThrow('sudo: not found');
  });
});
