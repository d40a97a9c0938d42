import type { z } from 'zod';
import { type LiveFactName, type LiveFacts, liveFacts } from '../../shared/contract';
import { devices } from './devices';
import { plainText, type RawFacts, wholeNumber } from './parse';
import { spaces } from './spaces';
import { tailscale } from './tailscale';

/** When the question was on its way, in milliseconds since 1970, to tell how far the host's clock is off. */
export interface Asked {
  readonly sentAt: number;
  readonly heardAt: number;
}

export interface ReadFacts {
  readonly facts: LiveFacts;
  /** Facts that the host told in a way that makes no sense. */
  readonly unread: readonly LiveFactName[];
}

type Told = { [Name in LiveFactName]?: unknown };

const PARTS = ['kernel', 'initrd', 'kernel-modules'] as const;

/** What the lines of an answer mean. Each fact is judged alone: nonsense in one costs that one. Never throws. */
export function readFactValues(raw: RawFacts, asked: Asked): ReadFacts {
  const rows = (name: string): readonly (readonly string[])[] => raw.rows.get(name) ?? [];
  const field = (name: string): string | undefined => rows(name)[0]?.[0];
  const word = (name: string): string | undefined => {
    const text = plainText(field(name) ?? '');
    return text === '' ? undefined : text;
  };
  const told: Told = {
    hostNameNow: word('host-name'),
    bootId: word('boot-id'),
    uptimeSeconds: uptime(field('uptime')),
    clock: clock(rows('clock')[0], asked),
    load: load(field('load')),
    processors: processors(field('processors')),
    memory: memory(rows('memory')),
    kernel: word('kernel'),
    architecture: plainText(rows('kernel')[0]?.[1] ?? '') || undefined,
    nixosVersion: word('nixos-version'),
    systemState: word('system-state'),
    ...system(rows),
    ...units(rows),
    ...devices(rows),
    ...spaces(rows),
    tailscale: tailscale(field('tailscale')),
  };
  return check(told);
}

function check(told: Told): ReadFacts {
  const facts: Record<string, unknown> = {};
  const unread: LiveFactName[] = [];
  for (const name of Object.keys(liveFacts) as LiveFactName[]) {
    const value = told[name];
    if (value === undefined) continue;
    const schema: z.ZodType = liveFacts[name];
    const parsed = schema.safeParse(value);
    if (parsed.success) facts[name] = parsed.data;
    else unread.push(name);
  }
  return { facts, unread };
}

type Rows = (name: string) => readonly (readonly string[])[];

function uptime(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  return /^\d{1,12}(\.\d+)?$/.test(text) ? Math.floor(Number(text)) : text;
}

function clock(row: readonly string[] | undefined, asked: Asked): unknown {
  if (row === undefined) return undefined;
  const seconds = wholeNumber(row[0]);
  // Beyond what a Date can hold it is no time.
  if (seconds === undefined || Math.abs(seconds) > 8_640_000_000_000) return row;
  return {
    at: new Date(seconds * 1000).toISOString(),
    offsetSeconds: clockOffset(seconds, asked),
    synchronised: row[1] === 'yes' ? true : null,
  };
}

/**
 * How many seconds a host's clock is ahead of ours. It tells whole seconds, and the answer took a while: only what
 * lies outside of both is a difference.
 */
export function clockOffset(seconds: number, { sentAt, heardAt }: Asked): number {
  const least = seconds - heardAt / 1000;
  const most = seconds + 1 - sentAt / 1000;
  const offset = least > 0 ? Math.floor(least) : most < 0 ? Math.ceil(most) : 0;
  return offset === 0 ? 0 : offset;
}

/** `/proc/loadavg`: three averages, then what we do not need. */
function load(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const [one, five, fifteen] = text
    .split(' ')
    .map((part) => (/^\d{1,9}\.\d+$/.test(part) ? Number(part) : Number.NaN));
  return { one, five, fifteen };
}

/** A list of processor ranges as the kernel writes it: `0-7,16-23`. */
function processors(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  let count = 0;
  for (const range of text.split(',')) {
    const [first, last = first] = range.split('-').map(wholeNumber);
    if (first === undefined || last === undefined || last < first || last > 100_000) return text;
    count += last - first + 1;
  }
  return count;
}

/** Lines of `/proc/meminfo`, in KiB though it says kB. */
function memory(rows: readonly (readonly string[])[]): unknown {
  if (rows.length === 0) return undefined;
  const told = new Map(
    rows.map(([key = '', amount, unit]) => [key, unit === 'kB' ? wholeNumber(amount) : undefined]),
  );
  const sizeOf = (key: string): number | undefined => {
    const size = told.get(key);
    return size === undefined ? undefined : size * 1024;
  };
  return {
    totalBytes: sizeOf('MemTotal'),
    availableBytes: sizeOf('MemAvailable'),
    swapTotalBytes: sizeOf('SwapTotal'),
    swapFreeBytes: sizeOf('SwapFree'),
  };
}

/** What runs, what was booted, what comes next, and whether a reboot is due. Empty paths mean that there is none. */
function system(rows: Rows): Told {
  const path = (name: string): string | undefined => rows(name)[0]?.[0] || undefined;
  const running = path('running');
  const booted = path('booted');
  const [link = '', profile] = rows('profile')[0] ?? [];
  const generations = rows('generation').flatMap(([number, target]) => {
    const known = wholeNumber(number);
    return known === undefined ? [] : [{ number: known, target }];
  });
  /** A system may have several generations; the newest is meant. */
  const generationOf = (target: string | undefined): number | undefined =>
    generations
      .filter((one) => target !== undefined && one.target === target)
      .map((one) => one.number)
      .toSorted((a, b) => b - a)[0];
  return {
    running,
    booted,
    bootDefault: profile || undefined,
    generation: wholeNumber(/^system-(\d+)-link$/.exec(link)?.[1]),
    runningGeneration: generationOf(running),
    bootedGeneration: generationOf(booted),
    ...reboot(rows('part')),
  };
}

function reboot(rows: readonly (readonly string[])[]): Told {
  const compared = PARTS.flatMap((part) => {
    const [, booted = '', now = ''] = rows.find(([name]) => name === part) ?? [];
    return booted === '' || now === '' ? [] : [{ part, differs: booted !== now }];
  });
  // A host without a kernel of its own (a container) has nothing to reboot into.
  if (!compared.some(({ part }) => part === 'kernel')) return {};
  const because = compared.filter(({ differs }) => differs).map(({ part }) => part);
  return { rebootNeeded: because.length > 0, rebootBecause: because };
}

function units(rows: Rows): Told {
  if (rows('units').length === 0) return {};
  const names = rows('failed-unit').map(([name = '']) => plainText(name));
  return { failedUnits: names.length, failedUnitNames: names };
}
