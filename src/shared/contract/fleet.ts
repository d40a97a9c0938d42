import { z } from 'zod';
import { hostNameSchema, listChangeSchema, procedure, sinceSchema, timeSchema } from './base';
import { jobIdSchema } from './jobs';

export const factSourceSchema = z.enum(['source', 'evaluation', 'host', 'tailscale']);
export type FactSource = z.infer<typeof factSourceSchema>;

/** A value with where it comes from and when it was read. Two sources that differ are both kept: the second in `also`. */
const plainFactSchema = z.object({
  value: z.unknown(),
  from: factSourceSchema,
  file: z.string().optional(),
  line: z.number().int().optional(),
  at: timeSchema.optional(),
});
export const factSchema = plainFactSchema.extend({ also: z.array(plainFactSchema).optional() });
export type Fact = z.infer<typeof factSchema>;

export const findingSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  host: z.string().optional(),
  path: z.string().optional(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  fix: z.object({ title: z.string(), diff: z.string() }).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const hostSchema = z.object({
  name: z.string(),
  kind: z.enum(['machine', 'vm', 'installer', 'unknown']),
  inFlake: z.boolean(),
  file: z.string().nullable(),
  line: z.number().int().nullable(),
  /**
   * By name. From source and evaluation: description, role, hardware, desktop, address, user, port, tags,
   * stateVersion, toplevel (store path the working tree evaluates to). From the host: reachable, running
   * (store path), generation, booted, nixosVersion, failedUnits, drift.
   */
  facts: z.record(z.string(), factSchema),
  /** Whole paths of the features that are on. */
  features: z.array(z.string()),
  source: z.enum(['source', 'evaluation', 'both']),
});
export type Host = z.infer<typeof hostSchema>;

/** `asDeclared`: what runs is what the working tree evaluates to. */
export const driftSchema = z.enum(['as-declared', 'differs', 'unknown']);
export type Drift = z.infer<typeof driftSchema>;

export const fleetInfoSchema = z.object({
  dir: z.string(),
  name: z.string(),
  /** Null outside git or before the first commit. */
  commit: z.string().nullable(),
  branch: z.string().nullable(),
  dirty: z.boolean(),
  featureRoots: z.array(z.string()),
  readAt: timeSchema,
  evaluatedAt: timeSchema.nullable(),
  /** Practice: the bundled copy with practice hosts and stand-in inputs. */
  practice: z.boolean(),
});
export type FleetInfo = z.infer<typeof fleetInfoSchema>;

export const inventorySchema = z.object({
  fleet: fleetInfoSchema,
  hosts: z.array(hostSchema),
  findings: z.array(findingSchema),
});
export type Inventory = z.infer<typeof inventorySchema>;

/** The load of the last minute, as a host told it then. */
export const loadSampleSchema = z.object({ at: timeSchema, one: z.number().nonnegative() });
export type LoadSample = z.infer<typeof loadSampleSchema>;

/** How a host is reached now, and which of the sources said so. */
export const reachSchema = z.object({
  source: z.enum(['ssh-config', 'address', 'connection-book', 'practice', 'fleet', 'user-ssh-config']),
  /** What ssh is given as destination. */
  destination: z.string(),
  user: z.string().nullable(),
  port: z.number().int().nullable(),
});
export type HostReach = z.infer<typeof reachSchema>;
export const inventoryChangeSchema = z.object({
  /** Names what the asker has after this change, to ask with the next time. */
  revision: z.string(),
  fleet: fleetInfoSchema,
  /** What hosts name by its place in here: paths of features. */
  names: z.array(z.string()),
  /** Facts of source have no `at` here: all were looked at when `fleet.readAt` says. */
  hosts: listChangeSchema(
    hostSchema.extend({
      /** By their places in `names`: a large fleet has tens of thousands. */
      features: z.array(z.number().int().nonnegative()),
    }),
  ),
  /** Left out where they are as before. */
  findings: z.array(findingSchema).optional(),
});
export type InventoryChange = z.infer<typeof inventoryChangeSchema>;

export const fleetContract = {
  /** The open fleet, or null before one is opened. */
  current: procedure.output(fleetInfoSchema.nullable()),
  /** Opens the flake at or above `dir` and remembers it. */
  open: procedure.input(z.object({ dir: z.string().min(1) })).output(fleetInfoSchema),
  /** Fleets opened before, newest first. */
  recent: procedure.output(z.array(z.object({ dir: z.string(), name: z.string(), openedAt: timeSchema }))),
  inventory: procedure.output(inventorySchema),
  /** Throws where nothing may lead to the host, such as `practice-down`. */
  reach: procedure.input(z.object({ host: hostNameSchema })).output(reachSchema),
  /** What became of the inventory since a revision of it, or all of it; the page puts it together (`useInventory`). */
  inventoryChange: procedure.input(sinceSchema).output(inventoryChangeSchema),
  /** What hosts told of their load since this process asked them first: at most the last 60 answers, oldest first. */
  loads: procedure.output(z.object({ hosts: z.record(z.string(), z.array(loadSampleSchema)) })),
  check: procedure.output(z.object({ findings: z.array(findingSchema) })),
  /** Evaluates every host of the working tree; results join the inventory when the job is done. */
  evaluate: procedure.output(jobIdSchema),
  /** Asks hosts what they run, over SSH. The inventory carries the answers. */
  /** `unattended` where no person asked for it: then no question is put to one, and an unknown host stays one. */
  readFacts: procedure
    .input(z.object({ hosts: z.array(hostNameSchema).optional(), unattended: z.boolean().optional() }))
    .output(
      z.object({
        hosts: z.array(
          z.object({
            host: z.string(),
            at: timeSchema,
            reachable: z.boolean(),
            facts: z.record(z.string(), factSchema),
          }),
        ),
      }),
    ),
};
