import { z } from 'zod';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = z.record(z.string(), text);

const bar = z.looseObject({
  position: z.enum(['top', 'bottom', 'left', 'right']).default('top'),
  height: z.number().optional(),
  width: z.number().optional(),
  margin: text.optional(),
  'margin-top': z.number().optional(),
  'margin-right': z.number().optional(),
  'margin-bottom': z.number().optional(),
  'margin-left': z.number().optional(),
  exclusive: z.boolean().optional(),
  output: z.union([z.string(), z.array(z.string())]).optional(),
});

const stepWindow = z.looseObject({
  class: z.string().optional(),
  title: z.string().optional(),
  pre: z.array(z.string()).optional(),
  post: z.array(z.string()).optional(),
});

/** A case in neutral form: the same for both languages. */
const neutral = z.looseObject({
  opts: texts.default({}),
  monitors: z
    .array(
      z.looseObject({
        name: z.string(),
        mode: z.string().optional(),
        pos: z.string().optional(),
        scale: text.optional(),
        reserved: z.array(z.number()).optional(),
        extra: texts.optional(),
      }),
    )
    .default([]),
  wsrules: z.array(z.tuple([z.string(), z.record(z.string(), z.union([text, z.array(text)]))])).default([]),
  winrules: z.array(z.looseObject({ match: texts, effects: texts })).default([]),
  windows: z.union([z.number(), z.array(stepWindow)]).default(0),
  bar: z.union([bar, z.array(bar)]).optional(),
  post: z.array(z.string()).optional(),
});

/**
 * What is given of a measured case: the configuration, the version, how and where it was run. Whatever else such a file
 * holds (what the compositor answered) is not read.
 */
export const caseSchema = z
  .looseObject({
    name: z.string().default('case'),
    hyprland: z.string(),
    config: z.string().nullish(),
    format: z.string().nullish(),
    case: neutral,
    cursor: z.tuple([z.number(), z.number()]).nullish(),
    windows: z.array(z.string()),
    dispatches: z.array(z.string()).nullish(),
  })
  .transform(({ name, hyprland, config, format, case: given, cursor, windows, dispatches }) => ({
    name,
    hyprland,
    config: config ?? undefined,
    format: format ?? undefined,
    case: given,
    cursor: cursor ?? undefined,
    windows,
    dispatches: dispatches ?? [],
  }));

export type DesktopCase = z.infer<typeof caseSchema>;
export type CaseBar = z.infer<typeof bar>;
