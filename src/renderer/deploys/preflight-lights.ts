import type { HostPreflight, Light, PreflightCheck, PreflightCheckName } from '../../shared/contract';
import type { IconName } from '../ui';

/** How a light looks: shape, tone and word each tell it alone. */
export const LIGHT: Readonly<Record<Light, { icon: IconName; tone: string; words: string }>> = {
  green: { icon: 'ok', tone: 'ok', words: 'good' },
  amber: { icon: 'alert', tone: 'warn', words: 'worth knowing' },
  red: { icon: 'fail', tone: 'bad', words: 'keeps the deploy from it' },
  unknown: { icon: 'unknown', tone: 'mut', words: 'not known' },
};

export const CHECK_WORDS: Readonly<Record<PreflightCheckName, string>> = {
  reach: 'Reach',
  'host-key': 'Host key',
  login: 'Login',
  sudo: 'sudo',
  copy: 'Copy',
  store: 'Store',
  boot: 'Boot',
  secrets: 'Secrets',
  system: 'System',
  switch: 'Other switch',
  inhibitors: 'Inhibitors',
  clock: 'Clock',
  reboot: 'Reboot',
};

/** A column of the table: several checks under one light, of which the worst is shown; the first where all are alike. */
export interface Column {
  readonly words: string;
  readonly checks: readonly PreflightCheckName[];
}

export const COLUMNS: readonly Column[] = [
  { words: 'Reach', checks: ['reach'] },
  { words: 'Host key', checks: ['host-key'] },
  { words: 'Login', checks: ['sudo', 'login', 'copy'] },
  { words: 'Store', checks: ['store'] },
  { words: 'Boot', checks: ['boot'] },
  { words: 'Secrets', checks: ['secrets'] },
  { words: 'System', checks: ['system', 'switch', 'inhibitors', 'clock', 'reboot'] },
];

const GRAVITY: Readonly<Record<Light, number>> = { green: 0, unknown: 1, amber: 2, red: 3 };

/** The check that a column shows of a host; null where it has none of them. */
export function shownCheck({ checks: names }: Column, { checks }: HostPreflight): PreflightCheck | null {
  const mine = names.flatMap((name) => checks.find((check) => check.name === name) ?? []);
  const known = mine.some(({ state }) => state !== 'unknown');
  // What only the built system can tell says nothing against the others.
  const judged = known ? mine.filter(({ state }) => state !== 'unknown') : mine;
  return judged.toSorted((a, b) => GRAVITY[b.state] - GRAVITY[a.state])[0] ?? null;
}

/** Checks that are worth a line of their own. */
export function troubles({ checks }: HostPreflight): PreflightCheck[] {
  return checks
    .filter(({ state }) => state === 'red' || state === 'amber')
    .toSorted((a, b) => GRAVITY[b.state] - GRAVITY[a.state]);
}

/** What was found, in a sentence for those who hear it. */
export function spoken(all: readonly HostPreflight[]): string {
  const not = all.filter(({ ok }) => !ok);
  const ready = all.length - not.length;
  const parts = [
    ...(ready > 0 ? [all.length === 1 ? `${all[0]?.host ?? ''} is ready` : `${ready} ready`] : []),
    ...not.map((one) => `${one.host} is not ready: ${troubles(one)[0]?.words ?? ''}`),
  ];
  return `Preflight: ${parts.join('; ')}`;
}
