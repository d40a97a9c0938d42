import { z } from 'zod';
import { hostNameSchema, listChangeSchema, placeSchema, procedure, sinceSchema } from './base';
import { featureValuesSchema } from './values';

export const conflictSchema = z.object({
  path: z.string(),
  reason: z.string(),
  /** Where the rule stands in the feature's file, when it is written there. */
  line: z.number().int().positive().optional(),
});

export const featureSchema = z.object({
  /** Whole path, e.g. `features.virtualization.podman`. */
  path: z.string(),
  title: z.string(),
  description: z.string(),
  category: z.string(),
  file: z.string(),
  line: z.number().int(),
  brings: z.array(z.string()),
  needs: z.array(z.string()),
  conflicts: z.array(conflictSchema),
  hardware: z.record(z.string(), z.unknown()),
  /** Names of the secrets it reads. */
  secrets: z.array(z.string()),
  /** Whole paths of its options that a host has to give a value. */
  wants: z.array(z.string()),
});
export type Feature = z.infer<typeof featureSchema>;

export const catalogueFeatureSchema = featureSchema.extend({
  /** Hosts on which it is on, by assignment or brought. */
  hosts: z.array(z.string()),
});
export type CatalogueFeature = z.infer<typeof catalogueFeatureSchema>;

export const prioritySchema = z.union([z.enum(['plain', 'default', 'force']), z.number().int()]);
export type Priority = z.infer<typeof prioritySchema>;

export const assignmentSchema = z.object({
  /** Whole option path. */
  path: z.string(),
  scope: z.enum(['nixos', 'home']),
  /** JSON value; null when computed. */
  value: z.unknown(),
  /** Source text of the value. */
  text: z.string(),
  computed: z.boolean(),
  file: z.string(),
  /** Where the attribute's name stands, counting from 1. */
  line: z.number().int(),
  column: z.number().int(),
  priority: prioritySchema,
  condition: z.string().optional(),
  wins: z.boolean(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

export const optionSchema = z.object({
  path: z.string(),
  scope: z.enum(['nixos', 'home']),
  type: z.string(),
  enum: z.array(z.unknown()).optional(),
  /** Left out also where only Nix can compute it. */
  default: z.unknown().optional(),
  hasDefault: z.boolean(),
  description: z.string(),
  file: z.string(),
  line: z.number().int(),
});
export type Option = z.infer<typeof optionSchema>;

/** How a feature stands on one host that says anything of it. */
export const featureStateSchema = z.object({
  path: z.string(),
  /**
   * on: written for this host · inherited: a role or another feature switches it on · off: written to be off ·
   * forced: mkForce decides · computed: an expression decides · draft marks are taken from the draft.
   */
  state: z.enum(['on', 'inherited', 'off', 'forced', 'computed']),
  on: z.boolean(),
  /** The feature or file that brings it, when inherited. */
  by: z.string().optional(),
  place: placeSchema.optional(),
});
export type FeatureState = z.infer<typeof featureStateSchema>;

export const boardHostSchema = z.object({
  host: z.string(),
  role: z.string().nullable(),
  /** Kinds of hardware the host says it has; null when it does not say. */
  hardware: z.array(z.string()).nullable(),
  /**
   * Sparse, in the catalogue's order: a feature without a state is off, and nothing of the host's source says so.
   * `state: 'off'` is told only with the place that says it. Ask `shared/features` (`boardIndex`) for one by path.
   */
  states: z.array(featureStateSchema),
});
export type BoardHost = z.infer<typeof boardHostSchema>;

export const boardSchema = z.object({
  featureRoots: z.array(z.string()),
  features: z.array(featureSchema),
  hosts: z.array(boardHostSchema),
  /** Milliseconds the source reading took. */
  readMs: z.number(),
});
/** What the feature board draws, and what verdicts are computed from. Parts that stay as they were are the same objects. */
export type Board = z.infer<typeof boardSchema>;

/** Why an option has its value on a host. */
export const explanationSchema = z.object({
  host: z.string(),
  path: z.string(),
  value: z.unknown(),
  /** Every definition the source shows, in order. */
  definitions: z.array(assignmentSchema),
  decidedBy: placeSchema.nullable(),
  declaredAt: placeSchema.nullable(),
  /** Which of the two told `value`. */
  from: z.enum(['source', 'evaluation']),
  /** The option's own words, where a module of the fleet declares it. */
  type: z.string().nullable(),
  description: z.string().nullable(),
  /** What source alone would say; absent where it does not tell. */
  inSource: z.object({ value: z.unknown() }).nullable(),
  /** What the last evaluation said, also of older source: `current` tells. */
  evaluated: z.object({ value: z.unknown(), at: z.string(), current: z.boolean() }).nullable(),
  /** The feature that brings it, where nothing else decides. */
  broughtBy: z.string().nullable(),
  /** False when modules of inputs or computed imports are part of the host, so that more may define it. */
  complete: z.boolean(),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const boardChangeSchema = z.object({
  /** Names what the asker has after this change, to ask with the next time. */
  revision: z.string(),
  featureRoots: z.array(z.string()),
  readMs: z.number(),
  /** Left out where the catalogue is as before. */
  features: z.array(featureSchema).optional(),
  /** What packed states name by their place in here: paths and files. */
  names: z.array(z.string()),
  hosts: listChangeSchema(
    boardHostSchema.omit({ states: true }).extend({
      /** Packed as `shared/features` (`packStates`) does. */
      states: z.array(z.number()),
    }),
  ),
});
export type BoardChange = z.infer<typeof boardChangeSchema>;

export const featuresContract = {
  catalogue: procedure.output(z.object({ features: z.array(catalogueFeatureSchema) })),
  /**
   * What became of the board since a revision of it, or all of it; the page puts it together (`useBoard`). The board is
   * everything that is drawn; verdicts are computed from it in the page by `shared/features`.
   */
  boardChange: procedure.input(sinceSchema).output(boardChangeSchema),
  assignments: procedure
    .input(z.object({ host: hostNameSchema }))
    .output(z.object({ host: z.string(), assignments: z.array(assignmentSchema) })),
  /** What the options below one feature are on every host, from source; for the matrix. */
  values: procedure.input(z.object({ feature: z.string().min(1) })).output(featureValuesSchema),
  explain: procedure.input(z.object({ host: hostNameSchema, path: z.string() })).output(explanationSchema),
  /** By a part of path or description; `limit` for those who show only the first. */
  options: procedure
    .input(z.object({ query: z.string().default(''), limit: z.number().int().positive().optional() }))
    .output(z.object({ options: z.array(optionSchema) })),
};
