import { z } from 'zod';
import { hostNameSchema, procedure } from './base';
import { jobIdSchema } from './jobs';

export const practiceHostSchema = z.object({
  host: z.string(),
  up: z.boolean(),
  address: z.string().nullable(),
  port: z.number().int().nullable(),
  hostKey: z.string().nullable(),
  generation: z.number().int().nullable(),
});
export type PracticeHost = z.infer<typeof practiceHostSchema>;

export const practiceStatusSchema = z.object({
  fleet: z.string(),
  /** How a host is kept apart: user namespaces, or path translation with an allow-list and no shell. */
  isolation: z.enum(['namespace', 'translation', 'none']).nullable(),
  hosts: z.array(practiceHostSchema),
});
export type PracticeStatus = z.infer<typeof practiceStatusSchema>;

export const practiceContract = {
  status: procedure.output(practiceStatusSchema),
  /** Starts practice hosts; without names all of the fleet. */
  up: procedure.input(z.object({ hosts: z.array(hostNameSchema).optional() })).output(jobIdSchema),
  down: procedure.input(z.object({ hosts: z.array(hostNameSchema).optional() })).output(practiceStatusSchema),
};
