import { z } from 'zod';
import { timeSchema } from './base';

/**
 * The values of facts a host tells of itself, where they are more than a word or a number. They stand in
 * {@link import('./fleet').Fact} under the names of {@link liveFacts}. Sizes in bytes.
 */
const bytes = z.number().int().nonnegative();
const words = z.string().max(300);

export const loadSchema = z.object({
  one: z.number().nonnegative(),
  five: z.number().nonnegative(),
  fifteen: z.number().nonnegative(),
});
export type Load = z.infer<typeof loadSchema>;

export const memorySchema = z.object({
  totalBytes: bytes,
  /** What programs can still get, caches given up. */
  availableBytes: bytes,
  swapTotalBytes: bytes,
  swapFreeBytes: bytes,
});
export type MemoryUse = z.infer<typeof memorySchema>;

/** A file system. Used and free are less than the total where some of it is kept back for root. */
export const spaceSchema = z.object({
  mount: z.string().max(1024),
  device: z.string().max(1024),
  totalBytes: bytes,
  usedBytes: bytes,
  freeBytes: bytes,
});
export type Space = z.infer<typeof spaceSchema>;

export const diskSchema = spaceSchema.extend({ type: words, readOnly: z.boolean() });
export type Disk = z.infer<typeof diskSchema>;

/** Where a folder lies. `own`: it is a file system of its own, so what is used there is its own size. */
export const folderSpaceSchema = spaceSchema.extend({ own: z.boolean() });
export type FolderSpace = z.infer<typeof folderSpaceSchema>;

export const gpuSchema = z.object({
  /** Its place on the PCI bus. */
  slot: words,
  vendor: words,
  /** Empty where the host has no name for it. */
  model: words,
  /** Empty without one; `vfio-pci` where a virtual machine has it. */
  driver: words,
  /** Switched off to save power; its load is then not asked for. */
  asleep: z.boolean(),
  busyPercent: z.number().min(0).max(100).optional(),
  memoryBytes: bytes.optional(),
  memoryUsedBytes: bytes.optional(),
});
export type Gpu = z.infer<typeof gpuSchema>;

/** A screen that is plugged in, by its connector (`DP-1`). Pixels; its size is rounded to centimetres. */
export const pluggedMonitorSchema = z.object({
  name: words.min(1),
  /** The preferred one first. */
  modes: z
    .array(z.object({ width: z.number().int().positive(), height: z.number().int().positive() }))
    .max(40),
  millimetres: z
    .object({ width: z.number().int().positive(), height: z.number().int().positive() })
    .optional(),
});
export type PluggedMonitor = z.infer<typeof pluggedMonitorSchema>;

export const temperatureSchema = z.object({
  chip: words,
  sensor: words,
  celsius: z.number().min(-100).max(250),
  /** Where the hardware begins to protect itself. */
  criticalCelsius: z.number().min(-100).max(250).optional(),
});
export type Temperature = z.infer<typeof temperatureSchema>;

export const tailscaleSchema = z.object({
  /** As tailscaled names it: Running, Stopped, NeedsLogin, Starting … */
  state: words,
  /** Full name on the tailnet without the last dot; empty while logged out. */
  name: words,
  addresses: z.array(words).max(16),
  tailnet: words,
  magicDns: z.boolean().nullable(),
  version: words,
  /** What tailscaled itself complains of. */
  health: z.array(words).max(20),
});
export type Tailscale = z.infer<typeof tailscaleSchema>;

export const clockSchema = z.object({
  at: timeSchema,
  /** How far the host's clock is ahead of ours; 0 where the difference cannot be told from the time the answer took. */
  offsetSeconds: z.number().int(),
  /** Null where the host does not tell. */
  synchronised: z.boolean().nullable(),
});
export type Clock = z.infer<typeof clockSchema>;

/** What the resolver of this machine says of a host's name, beside what the fleet says. */
export const nameCheckSchema = z.object({
  name: z.string(),
  /** Addresses the name has here; empty when it has none. */
  resolves: z.array(z.string()),
  /** Address or name the fleet declares; null when it declares none. */
  declared: z.string().nullable(),
  /**
   * `tailnet`: the name leads to another address, and it is MagicDNS that answers. `unresolved`: the name is not
   * known here. `undeclared`: it resolves and the fleet says no address. `unknown`: the resolver gave no answer.
   */
  verdict: z.enum(['agrees', 'differs', 'tailnet', 'unresolved', 'undeclared', 'unknown']),
  /** A sentence for each thing that is wrong. */
  conflicts: z.array(z.string()),
});
export type NameCheck = z.infer<typeof nameCheckSchema>;

const storePath = z.string().regex(/^\/nix\/store\/[0-9a-z]{32}-[^/\s]+$/);
const generation = z.number().int().nonnegative();

/** Every fact the host's own answer can hold, with the shape of its value. A fact that is not there is unknown. */
export const liveFacts = {
  hostNameNow: words.min(1),
  bootId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  uptimeSeconds: z.number().int().nonnegative(),
  clock: clockSchema,
  load: loadSchema,
  processors: z.number().int().positive(),
  memory: memorySchema,
  kernel: words.min(1),
  architecture: words.min(1),
  running: storePath,
  booted: storePath,
  /** What the system profile names. */
  bootDefault: storePath,
  /** Number of the system profile's generation. */
  generation,
  /** Generations of the system that runs and of the one that was booted; absent when they were deleted. */
  runningGeneration: generation,
  bootedGeneration: generation,
  nixosVersion: words.min(1),
  /** Whether what runs has another kernel, initrd or set of kernel modules than what was booted. */
  rebootNeeded: z.boolean(),
  rebootBecause: z.array(z.enum(['kernel', 'initrd', 'kernel-modules'])),
  systemState: words.min(1),
  failedUnits: z.number().int().nonnegative(),
  failedUnitNames: z.array(words).max(200),
  gpus: z.array(gpuSchema),
  monitors: z.array(pluggedMonitorSchema),
  temperatures: z.array(temperatureSchema),
  tailscale: tailscaleSchema,
  addresses: z.array(z.object({ interface: words, address: words })),
  disks: z.array(diskSchema),
  boot: folderSpaceSchema,
  store: folderSpaceSchema,
  /** Free on the file system of the store. */
  freeBytes: bytes,
} as const;
export type LiveFactName = keyof typeof liveFacts;
export type LiveFacts = { [Name in LiveFactName]?: z.infer<(typeof liveFacts)[Name]> };
