import { oc } from '@orpc/contract';
import { z } from 'zod';
import { errorShapeSchema } from './errors';

/**
 * Every procedure starts here, so every refusal crosses the wire typed: the one declared error carries
 * the whole {@link errorShapeSchema}. Carriers turn it back into an AppError on the other side.
 */
export const procedure = oc.errors({ SNOWFLEET: { status: 500, data: errorShapeSchema } });

/** ISO 8601 in UTC, as every door prints times. */
export const timeSchema = z.string();

/**
 * A host's name as an attribute of `nixosConfigurations`. What could be read as an option or hold shell
 * characters is refused before it reaches any argv.
 */
export const hostNameSchema = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'a host name has letters, digits, _ . - and does not begin with -');
export type HostName = z.infer<typeof hostNameSchema>;

/** A place in the fleet: file relative to the fleet with `/`, line and column counting from 1. */
export const placeSchema = z.object({
  file: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive().optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** Asks for what became of something since a revision that was told before; for all of it without one. */
export const sinceSchema = z.object({ since: z.string().optional() });

/**
 * What became of a list, by the names of its items: those that are new or differ, and, where some came, went or moved,
 * the names of all in their order. To an unknown revision everything is news (`shared/changes` tells and merges).
 */
export function listChangeSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ changed: z.array(item), order: z.array(z.string()).nullable() });
}
