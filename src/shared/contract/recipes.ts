import { z } from 'zod';
import { placeSchema, procedure } from './base';

/** Why a recipe cannot work as it stands. */
export const recipeProblemSchema = z.object({
  /**
   * syntax: a line of the justfile is not understood · recipe, variable: it names one that is not there · script, file:
   * it uses a file that is not in the fleet · attribute: it builds what the flake does not have · program: not on PATH
   * of this machine.
   */
  kind: z.enum(['syntax', 'recipe', 'variable', 'script', 'file', 'attribute', 'program']),
  words: z.string(),
  file: z.string(),
  line: z.number().int().positive(),
});
export type RecipeProblem = z.infer<typeof recipeProblemSchema>;

export const recipeParameterSchema = z.object({
  name: z.string(),
  /** one · some: one or more · any: none or more. */
  count: z.enum(['one', 'some', 'any']),
  /** Source text of the default; null where a value must be given. */
  default: z.string().nullable(),
  /** The default itself, where it can be told without running anything. */
  value: z.string().nullable(),
});
export type RecipeParameter = z.infer<typeof recipeParameterSchema>;

export const recipeSchema = z.object({
  /** As `just` is told it; with `::` in a module. */
  name: z.string(),
  doc: z.string().nullable(),
  group: z.string().nullable(),
  parameters: z.array(recipeParameterSchema),
  aliases: z.array(z.string()),
  /** Not meant to be called by people: `[private]`, or a name with `_` before it. */
  isPrivate: z.boolean(),
  file: z.string(),
  line: z.number().int().positive(),
  /** ready · broken: it cannot work in this fleet · lacking: a program is not on this machine. */
  state: z.enum(['ready', 'broken', 'lacking']),
  problems: z.array(recipeProblemSchema),
  /** What must be agreed to before it runs, as ends of “This recipe …”. */
  dangers: z.array(z.object({ words: z.string(), line: z.number().int().positive() })),
  body: z.string(),
});
export type Recipe = z.infer<typeof recipeSchema>;

export const recipesSchema = z.object({
  /** The justfile, relative to the fleet; null when the fleet has none. */
  justfile: z.string().nullable(),
  /** Whether `just` is on PATH, and what to do where it is not. */
  just: z.object({ available: z.boolean(), note: z.string().nullable() }),
  recipes: z.array(recipeSchema),
  /** Lines of the justfile that are not understood. */
  problems: z.array(placeSchema.omit({ column: true }).extend({ words: z.string() })),
});
export type Recipes = z.infer<typeof recipesSchema>;

export const recipesContract = {
  /** The recipes of the fleet's justfile, each checked against the fleet as it stands. Runs nothing. */
  list: procedure.output(recipesSchema),
  /**
   * Runs one through the user's `just`, as a job. Throws `unknown-recipe`, `recipe-broken`, `just-absent`, `usage`
   * for the wrong number of arguments, and `confirmation-needed` where dangers were not agreed to.
   */
  run: procedure
    .input(
      z.object({
        name: z.string().min(1).max(400),
        arguments: z.array(z.string().max(100_000)).max(1000).default([]),
        /** The person was shown the dangers and agreed. */
        confirmed: z.boolean().default(false),
        /** Run it though a check found it broken. */
        anyway: z.boolean().default(false),
      }),
    )
    .output(z.object({ job: z.string() })),
};
