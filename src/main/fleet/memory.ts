import { createHash } from 'node:crypto';
import { z } from 'zod';
import { factSchema } from '../../shared/contract';
import { document, type Document, type Home } from '../state';
import { keepLast, sharing } from './kept-memory';

const evaluatedHostSchema = z.object({
  toplevel: z.string().nullable(),
  error: z.string().nullable(),
  /** The assertions that fail, where that is the error. */
  assertions: z.array(z.string()).optional(),
  warnings: z.array(z.string()).optional(),
  facts: z.record(z.string(), z.unknown()),
  /** Evaluated values of options below the feature roots, by dotted path. */
  values: z.record(z.string(), z.unknown()),
});

const memorySchema = z.object({
  evaluation: z
    .object({
      at: z.string(),
      /** `FleetReading.sourceHash` of the source it was made from. */
      sourceHash: z.string(),
      hosts: z.record(z.string(), evaluatedHostSchema),
    })
    .nullable(),
  /** What hosts were when the draft was empty last: what its gestures are compared with. */
  base: z
    .object({
      sourceHash: z.string(),
      hosts: z.record(
        z.string(),
        z.object({ toplevel: z.string().nullable(), warnings: z.array(z.string()) }),
      ),
    })
    .nullable()
    .default(null),
  /** The last answer of each host. */
  hosts: z.record(
    z.string(),
    z.object({
      at: z.string(),
      reachable: z.boolean(),
      facts: z.record(z.string(), factSchema),
    }),
  ),
});

/** What was learnt of a fleet beyond its source: the last evaluation and the last answers of its hosts. */
export type Memory = z.infer<typeof memorySchema>;
export type HostAnswer = Memory['hosts'][string];

/** The memory of the fleet in `dir`; survives restarts. */
export function memoryOf(home: Home, dir: string): Document<Memory> {
  const key = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  const empty: Memory = { evaluation: null, base: null, hosts: {} };
  return keepLast(document(home, `fleet-${key}`, memorySchema, empty), share);
}

/** Hosts that said nothing new are the same objects as before. */
function share(before: Memory, after: Memory): Memory {
  const { evaluation } = after;
  const hosts = sharing(before.hosts, after.hosts);
  if (evaluation === null) return { ...after, hosts };
  return {
    ...after,
    evaluation: { ...evaluation, hosts: sharing(before.evaluation?.hosts ?? {}, evaluation.hosts) },
    hosts,
  };
}
