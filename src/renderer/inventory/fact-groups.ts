import type { Fact, Host } from '../../shared/contract';
import { liveFactWords } from '../../shared/facts';
import { valueText } from '../app';
import { bytes } from '../ui';

export interface FactLine {
  readonly name: string;
  readonly label: string;
  readonly fact: Fact;
  readonly mono: boolean;
  /** What it says, where its value alone does not tell. */
  readonly words?: string;
}

export interface FactGroup {
  readonly title: string;
  readonly lines: readonly FactLine[];
}

/** Name, label, and whether the value is to be read letter by letter. */
type Row = readonly [name: string, label: string, mono?: boolean];

const LAYOUT: readonly (readonly [string, readonly Row[]])[] = [
  [
    'Machine',
    [
      ['description', 'What it is'],
      ['role', 'Role'],
      ['hardware', 'Hardware'],
      ['system', 'Platform', true],
      ['desktop', 'Desktop'],
    ],
  ],
  [
    'System',
    [
      ['toplevel', 'Declared', true],
      ['running', 'Running', true],
      ['generation', 'Generation'],
      ['runningGeneration', 'Runs number'],
      ['booted', 'Booted', true],
      ['bootedGeneration', 'Booted number'],
      ['bootDefault', 'Boot default', true],
      ['rebootNeeded', 'Reboot due'],
      ['rebootBecause', 'Because of'],
      ['nixosVersion', 'NixOS', true],
      ['kernel', 'Kernel', true],
      ['architecture', 'Architecture', true],
      ['stateVersion', 'State version', true],
      ['drift', 'Drift'],
    ],
  ],
  [
    'Health',
    [
      ['uptimeSeconds', 'Up'],
      ['systemState', 'systemd'],
      ['load', 'Load'],
      ['processors', 'Processors'],
      ['memory', 'Memory'],
      ['store', 'Store'],
      ['boot', 'Boot'],
      ['disks', 'Disk'],
      ['temperatures', 'Temperature'],
      ['gpus', 'Graphics'],
      ['monitors', 'Screens'],
      ['clock', 'Clock'],
    ],
  ],
  [
    'Reach',
    [
      ['hostName', 'Host name', true],
      ['name', 'Name check'],
      ['hostNameNow', 'Calls itself', true],
      ['address', 'Address', true],
      ['addresses', 'Addresses', true],
      ['tailscale', 'Tailscale'],
      ['port', 'Port', true],
      ['user', 'User', true],
      ['tags', 'Tags'],
      ['reachable', 'Answers'],
      ['reason', 'Because'],
    ],
  ],
];

/** Shown elsewhere in the panel. */
const ELSEWHERE = new Set(['failedUnits', 'failedUnitNames', 'reasonCode', 'freeBytes', 'partial', 'bootId']);

const NUMBERS = new Set(['runningGeneration', 'bootedGeneration']);

/** Told one line each, where there are several. */
const SEVERAL = new Set(['disks', 'gpus']);

function linesOf(host: Host, [name, label, mono = false]: Row, fact: Fact): FactLine[] {
  const { value } = fact;
  // Said only where it is not what the profile's own number says already.
  if (NUMBERS.has(name) && value === host.facts['generation']?.value) return [];
  // An empty list of reasons is no reason.
  if (name === 'rebootBecause' && Array.isArray(value) && value.length === 0) return [];
  if (!SEVERAL.has(name) || !Array.isArray(value)) return [{ name, label, fact, mono }];
  return value.map((one: unknown, at) => ({
    name,
    label: value.length > 1 ? `${label} ${at + 1}` : label,
    fact: { ...fact, value: [one] },
    mono,
  }));
}

/**
 * A host's facts in the panel's order; facts this version does not know come last under their own names. `drift` says
 * how what runs stands to the working tree.
 */
export function factGroups(host: Host, drift?: string): FactGroup[] {
  const known = new Set(LAYOUT.flatMap(([, lines]) => lines.map(([name]) => name)));
  const groups = LAYOUT.map(([title, lines]) => ({
    title,
    lines: lines.flatMap((row): FactLine[] => {
      const fact = host.facts[row[0]];
      if (!fact) return [];
      const told = linesOf(host, row, fact);
      return row[0] === 'drift' && drift !== undefined
        ? told.map((line) => ({ ...line, words: drift }))
        : told;
    }),
  }));
  const rest = Object.entries(host.facts)
    .filter(([name]) => !known.has(name) && !ELSEWHERE.has(name))
    .map(([name, fact]): FactLine => ({ name, label: name, fact, mono: false }));
  return [...groups, { title: 'More', lines: rest }].filter((group) => group.lines.length > 0);
}

/** A fact's value as the panel words it. */
export function factWords(line: Pick<FactLine, 'name' | 'words'>, value: unknown): string {
  if (line.words !== undefined) return line.words;
  return liveFactWords(line.name, value, bytes) ?? valueText(value);
}

const STORE_PATH = /^\/nix\/store\/([a-z0-9]{32})-(.+)$/;

/** A store path with most of its hash left out, so that the name can be read: `/nix/store/7m2cq9…-nixos-system`. */
export function shortStorePath(text: string): string {
  const match = STORE_PATH.exec(text);
  return match?.[1] ? `${match[1].slice(0, 6)}…-${match[2]}` : text;
}
