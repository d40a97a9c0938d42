import { z } from 'zod';

const names = z.string().max(200);

/**
 * What a person does in a preview. Plain and small, so that a page can keep the list, and do it all again after a reload or
 * with a changed configuration.
 */
export const playActionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open'), class: names, title: names }),
  z.object({ do: z.literal('close'), window: names }),
  z.object({ do: z.literal('focus'), window: names }),
  /** A dispatcher of Hyprland with its argument: `movefocus`, `l`. */
  z.object({ do: z.literal('dispatch'), dispatcher: names, argument: names }),
]);

export type PlayAction = z.infer<typeof playActionSchema>;

/** Everything a person did with one desktop, and what of its configuration is tried otherwise. */
export const playSchema = z.object({
  actions: z.array(playActionSchema).max(500),
  /** A layout tried instead of the configured one. */
  layout: names.optional(),
  /** Scales tried instead of the configured ones, by monitor. */
  scales: z.record(names, z.number().min(0.25).max(10)).default({}),
});

export type Play = z.infer<typeof playSchema>;
