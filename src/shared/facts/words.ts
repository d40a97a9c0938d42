import type { z } from 'zod';
import { type LiveFactName, liveFacts, type NameCheck, nameCheckSchema, type Space } from '../contract';

/** How a door writes sizes: decimal or binary. */
export type BytesInWords = (count: number) => string;

const share = (part: number, whole: number): string =>
  whole <= 0 ? '' : `${Math.round((part / whole) * 100)}%`;

const space = (bytes: BytesInWords, { freeBytes, totalBytes }: Space): string =>
  `${bytes(freeBytes)} free of ${bytes(totalBytes)}`;

type Words = {
  [Name in LiveFactName]?: (value: z.infer<(typeof liveFacts)[Name]>, bytes: BytesInWords) => string;
};

/** A line of text for facts that are more than a word or a number. */
const WORDS: Words = {
  uptimeSeconds: (seconds) => uptime(seconds),
  clock: ({ offsetSeconds, synchronised }) => {
    const off = Math.abs(offsetSeconds);
    const words = off === 0 ? 'right' : `${spanOf(off)} ${offsetSeconds > 0 ? 'ahead' : 'behind'}`;
    return synchronised === true ? `${words}, synchronised` : words;
  },
  load: ({ one, five, fifteen }) => [one, five, fifteen].map((value) => value.toFixed(2)).join(' '),
  memory: ({ totalBytes, availableBytes, swapTotalBytes, swapFreeBytes }, bytes) => {
    const used = totalBytes - availableBytes;
    const swap =
      swapTotalBytes > 0 ? `, swap ${bytes(swapTotalBytes - swapFreeBytes)} of ${bytes(swapTotalBytes)}` : '';
    return `${bytes(used)} of ${bytes(totalBytes)} used (${share(used, totalBytes)})${swap}`;
  },
  rebootBecause: (parts) =>
    parts.map((part) => (part === 'kernel-modules' ? 'kernel modules' : part)).join(', '),
  gpus: (gpus, bytes) =>
    gpus
      .map(({ vendor, model, driver, asleep, busyPercent, memoryBytes, memoryUsedBytes }) => {
        const facts = [
          driver === '' ? 'no driver' : driver,
          ...(asleep ? ['asleep'] : []),
          ...(busyPercent === undefined ? [] : [`${busyPercent}% busy`]),
          ...(memoryBytes === undefined ? [] : [`${bytes(memoryUsedBytes ?? 0)} of ${bytes(memoryBytes)}`]),
        ];
        return `${[vendor, model].filter(Boolean).join(' ')} (${facts.join(', ')})`;
      })
      .join('; '),
  monitors: (monitors) =>
    monitors
      .map(({ name, modes: [best] }) => (best ? `${name} ${best.width}x${best.height}` : name))
      .join(', '),
  // The hottest of each chip: a processor alone has one for every core.
  temperatures: (sensors) => {
    const hottest = new Map<string, { celsius: number; limit: number | undefined }>();
    for (const { chip, celsius, criticalCelsius } of sensors) {
      const known = hottest.get(chip);
      if (!known || celsius > known.celsius) hottest.set(chip, { celsius, limit: criticalCelsius });
    }
    return [...hottest]
      .map(([chip, { celsius, limit }]) => {
        const critical = limit === undefined ? '' : ` of ${Math.round(limit)}`;
        return `${chip} ${Math.round(celsius)}${critical} °C`;
      })
      .join(', ');
  },
  tailscale: ({ state, name, health }) =>
    [state, name, ...(health.length > 0 ? [`complains: ${health.join(' ')}`] : [])]
      .filter(Boolean)
      .join(', '),
  addresses: (addresses) => addresses.map((one) => `${one.address} (${one.interface})`).join(', '),
  disks: (disks, bytes) =>
    disks
      .map((disk) => `${disk.mount} ${space(bytes, disk)}${disk.readOnly ? ', read-only' : ''}`)
      .join('; '),
  boot: (boot, bytes) => `${space(bytes, boot)}${boot.own ? '' : `, a part of ${boot.mount}`}`,
  store: (store, bytes) =>
    store.own
      ? `${bytes(store.usedBytes)} used, ${bytes(store.freeBytes)} free`
      : `${space(bytes, store)}, with other things`,
  freeBytes: (free, bytes) => bytes(free),
};

/** A fact's value in words; null for one that is a plain word or number, or has another shape than it should. */
export function liveFactWords(name: string, value: unknown, bytes: BytesInWords): string | null {
  if (name === 'name') {
    const check = nameCheckSchema.safeParse(value).data;
    return check ? nameWords(check) : null;
  }
  if (!Object.hasOwn(WORDS, name)) return null;
  const known = name as LiveFactName;
  const schema: z.ZodType = liveFacts[known];
  const parsed = schema.safeParse(value);
  if (!parsed.success) return null;
  const say = WORDS[known] as ((value: unknown, bytes: BytesInWords) => string) | undefined;
  return say?.(parsed.data, bytes) ?? null;
}

function nameWords({ name, resolves, verdict, conflicts }: NameCheck): string {
  const where = resolves.length === 0 ? '' : ` (${resolves.join(', ')})`;
  const words = {
    agrees: `${name} leads where the fleet says${where}`,
    differs: `${name} leads elsewhere${where}`,
    tailnet: `${name} leads to the tailnet${where}`,
    unresolved: `${name} has no address here`,
    undeclared: `${name} leads to ${resolves.join(', ')}; the fleet says no address`,
    unknown: `${name} could not be looked up`,
  } satisfies Record<NameCheck['verdict'], string>;
  return conflicts.length > 0 ? conflicts.join(' ') : words[verdict];
}

/** A span in its two largest units: `3 d 4 h`, `12 min`. */
function spanOf(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** Seconds alone say little of how long a host has been up. */
const uptime = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : spanOf(seconds - (seconds % 60));
