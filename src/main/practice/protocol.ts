import { z } from 'zod';
import { errorShapeSchema, hostNameSchema, practiceHostSchema } from '../../shared/contract';
import { ownerSchema } from '../state';

/** What a Snowfleet process may ask the practice process; one JSON line each way, then the connection ends. */
export const requestSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('up'), fleet: z.string(), host: hostNameSchema }),
  z.object({ do: z.literal('down'), fleet: z.string(), hosts: z.array(hostNameSchema).nullable() }),
  z.object({ do: z.literal('status'), fleet: z.string() }),
]);
export type PracticeRequest = z.infer<typeof requestSchema>;

export const replySchema = z.union([
  z.object({
    hosts: z.array(practiceHostSchema),
    /** The process ends after this answer, because no host is left. */
    ending: z.boolean(),
  }),
  z.object({ error: errorShapeSchema }),
]);
export type PracticeReply = z.infer<typeof replySchema>;

/** The file that says which process serves the practice hosts. */
export const recordSchema = z.object({ owner: ownerSchema, socket: z.string() });
export type PracticeRecord = z.infer<typeof recordSchema>;

/** Ports that hosts keep for life, per fleet id. */
export const portsSchema = z.object({
  fleets: z.record(
    z.string(),
    z.object({ dir: z.string(), ports: z.record(z.string(), z.number().int().min(1).max(65535)) }),
  ),
});

/** What the practice process is started with, as one JSON argument. */
export const startSchema = z.object({
  home: z.object({ state: z.string(), data: z.string(), cache: z.string(), runtime: z.string() }),
  resourcesDir: z.string(),
});
