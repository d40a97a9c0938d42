import { z } from 'zod';

/** What the helper is asked: one JSON document a line on its standard input, answered in any order. */
export const requestSchema = z.object({
  id: z.number().int(),
  ask: z.discriminatedUnion('do', [
    z.object({ do: z.literal('probe') }),
    z.object({ do: z.literal('open') }),
    z.object({ do: z.literal('read'), account: z.string() }),
    z.object({ do: z.literal('write'), account: z.string(), value: z.string() }),
    z.object({ do: z.literal('remove'), account: z.string() }),
  ]),
});
export type Request = z.infer<typeof requestSchema>;
export type Ask = Request['ask'];

export const probeSchema = z.object({
  state: z.enum(['unlocked', 'locked', 'missing', 'no-service', 'no-bus', 'no-library']),
  provider: z.string().nullable(),
  /** Of the system, for the curious. */
  words: z.string(),
});
export type Probe = z.infer<typeof probeSchema>;

/** The id of its first line, which says that it listens. */
export const READY = 0;

/** Its answers, a line each on standard output. */
export const replySchema = z.discriminatedUnion('is', [
  z.object({ id: z.literal(READY), is: z.literal('ready') }),
  z.object({ id: z.number().int(), is: z.literal('probe'), probe: probeSchema }),
  z.object({ id: z.number().int(), is: z.literal('opened'), opened: z.boolean() }),
  z.object({ id: z.number().int(), is: z.literal('value'), value: z.string().nullable() }),
  z.object({ id: z.number().int(), is: z.literal('done'), done: z.boolean() }),
  /** The keychain's own words; never a value. */
  z.object({ id: z.number().int(), is: z.literal('failed'), words: z.string() }),
]);
export type Reply = z.infer<typeof replySchema>;
