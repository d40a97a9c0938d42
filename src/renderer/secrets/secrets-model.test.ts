import { describe, expect, it } from 'vitest';
import type { Secret, SecretRecipient, Secrets } from '../../shared/contract';
import { columnName, readerColumns, readingOf, rekeyable, shownSecrets } from './secrets-model';

const secret = (file: string, more: Partial<Secret> = {}): Secret => ({
  file,
  name: file.replace(/\.age$/, ''),
  state: 'ok',
  declared: true,
  exists: true,
  bytes: 300,
  changedAt: null,
  wanted: [],
  matched: [],
  unsure: [],
  missing: [],
  leftover: [],
  unknown: 0,
  unknownKeys: [],
  anonymous: 0,
  usedBy: [],
  uses: [],
  rule: null,
  armor: { wanted: false, actual: false },
  words: [],
  ...more,
});

const recipient = (name: string, kind: SecretRecipient['kind']): SecretRecipient => ({
  name,
  kind,
  key: `ssh-ed25519 ${name}`,
  type: 'ssh-ed25519',
  words: '',
  host: kind === 'host' ? name : null,
  groups: [],
  place: null,
  secrets: 1,
});

const list = (secrets: Secret[], recipients: SecretRecipient[]): Secrets => ({
  rules: [],
  groups: [],
  hosts: [],
  findings: [],
  readAt: '2026-11-26T12:00:00Z',
  secrets,
  recipients,
});

describe('the columns', () => {
  const recipients = [recipient('ada', 'user'), recipient('razer', 'host'), recipient('hp', 'host')];
  it('has hosts before users', () => {
    expect(readerColumns(list([secret('a.age')], recipients)).map(columnName)).toEqual([
      'hp',
      'razer',
      'ada',
    ]);
  });
  it('has one for keys that nobody names, where a file has one', () => {
    const columns = readerColumns(list([secret('a.age', { unknown: 2 }), secret('b.age')], recipients));
    expect(columns.map(columnName)).toEqual(['hp', 'razer', 'ada', 'other']);
  });
});

it('tells for each reader what the file and the rule say', () => {
  const columns = readerColumns(
    list(
      [],
      ['a', 'b', 'c', 'd', 'e'].map((name) => recipient(name, 'host')),
    ),
  );
  const one = secret('x.age', {
    wanted: ['a', 'b', 'd'],
    matched: ['a', 'c'],
    missing: ['b'],
    leftover: ['c'],
    unsure: ['d'],
    unknown: 1,
  });
  expect(columns.map((column) => readingOf(one, column))).toEqual([
    'reads',
    'missing',
    'leftover',
    'unsure',
    'none',
  ]);
  expect(readingOf(one, { kind: 'unnamed' })).toBe('leftover');
  expect(readingOf(secret('y.age'), { kind: 'unnamed' })).toBe('none');
});

it('shows by state and by words of name, host and reader', () => {
  const all = [
    secret('a.age', { usedBy: ['p510'] }),
    secret('b.age', { state: 'drift' }),
    secret('c.age', { state: 'empty', wanted: ['ada'] }),
  ];
  const names = (show: Parameters<typeof shownSecrets>[1], query: string): string[] =>
    shownSecrets(all, show, query).map(({ name }) => name);
  expect(names('all', '')).toEqual(['a', 'b', 'c']);
  expect(names('drift', '')).toEqual(['b']);
  expect(names('look', '')).toEqual(['c']);
  expect(names('all', 'P510')).toEqual(['a']);
  expect(names('all', 'ada empty')).toEqual(['c']);
  expect(names('all', 'ada drift')).toEqual([]);
});

it('offers to rekey what has a rule and drifted from it', () => {
  const all = [
    secret('a.age', { state: 'drift' }),
    secret('b.age', { state: 'drift', declared: false }),
    secret('c.age'),
    secret('d.age', { state: 'damaged' }),
  ];
  expect(rekeyable(all).map(({ name }) => name)).toEqual(['a']);
});
