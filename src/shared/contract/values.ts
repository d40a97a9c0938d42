import { z } from 'zod';
import { placeSchema } from './base';

/** How a value of an option's type is edited; `other` is shown, and changed in its file. */
export const optionEditorSchema = z.object({
  kind: z.enum(['bool', 'enum', 'int', 'float', 'string', 'strings', 'other']),
  /** Whether `null` is a value too. */
  nullable: z.boolean(),
  /** The values of an enum, or of each item of `strings`. */
  values: z.array(z.unknown()).optional(),
  /** Bounds of a number, both included. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** What a string, or each item of `strings`, matches as a whole. */
  pattern: z.string().optional(),
  /** The string may have several lines. */
  lines: z.boolean().optional(),
  /** The string may not be empty. */
  filled: z.boolean().optional(),
});
export type OptionEditor = z.infer<typeof optionEditorSchema>;

/** What an option is on hosts where something is assigned to it. */
export const optionValueSchema = z.object({
  /** Source text of what decides; of sets and lists from several places, of all of them. */
  text: z.string(),
  /** JSON value; null when computed. */
  value: z.unknown(),
  /**
   * set: written for this host · inherited: a file it shares with others decides · forced: mkForce decides ·
   * computed: an expression or a condition decides.
   */
  state: z.enum(['set', 'inherited', 'forced', 'computed']),
  place: placeSchema,
  /** What a file of the host's own says: what an edit replaces. Null where none does. */
  own: z.object({ value: z.unknown(), computed: z.boolean(), place: placeSchema }).nullable(),
  /** overridden: the host's own assignment loses · inert: it changes nothing. `place` is what decides instead. */
  mark: z
    .object({
      kind: z.enum(['overridden', 'inert']),
      reason: z.string(),
      place: placeSchema.optional(),
    })
    .optional(),
});
export type OptionValue = z.infer<typeof optionValueSchema>;

export const optionRowSchema = z.object({
  path: z.string(),
  /** Below the feature. */
  name: z.string(),
  /** False for what hosts assign and no module declares. */
  declared: z.boolean(),
  /** The type in words. */
  type: z.string(),
  editor: optionEditorSchema,
  /** Left out also where only Nix can compute it. */
  default: z.unknown().optional(),
  hasDefault: z.boolean(),
  description: z.string(),
  /** Where it is declared. */
  place: placeSchema.nullable(),
  /** The different values it has; hosts that share a file share a value. */
  values: z.array(optionValueSchema),
  /** By the order of `hosts`: which of `values`, or -1 where nothing is assigned and the default holds. */
  of: z.array(z.number().int().min(-1)),
});
export type OptionRow = z.infer<typeof optionRowSchema>;

export const featureValuesSchema = z.object({
  feature: z.string(),
  hosts: z.array(z.string()),
  options: z.array(optionRowSchema),
  /** The secrets the feature reads, and whether their file is there. */
  secrets: z.array(z.object({ name: z.string(), file: z.string(), present: z.boolean() })),
});
export type FeatureValues = z.infer<typeof featureValuesSchema>;
