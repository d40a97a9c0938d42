import { z } from 'zod';
import { timeSchema } from './base';

/** What is looked at before a deploy, in the order in which it decides. */
export const preflightCheckNames = [
  'reach',
  'host-key',
  'login',
  'sudo',
  'copy',
  'store',
  'boot',
  'secrets',
  'system',
  'switch',
  'inhibitors',
  'clock',
  'reboot',
] as const;
export const preflightCheckNameSchema = z.enum(preflightCheckNames);
export type PreflightCheckName = z.infer<typeof preflightCheckNameSchema>;

/** `red` keeps a deploy from this host; `amber` is worth knowing; `unknown` could not be looked at and keeps nothing. */
export const lightSchema = z.enum(['green', 'amber', 'red', 'unknown']);
export type Light = z.infer<typeof lightSchema>;

export const preflightCheckSchema = z.object({
  name: preflightCheckNameSchema,
  state: lightSchema,
  /** How it stands, in a sentence. */
  words: z.string(),
  /** The same where there is room for a word or a number alone: `212 GB`. */
  value: z.string().optional(),
  /** What to do about it. */
  hint: z.string().optional(),
});
export type PreflightCheck = z.infer<typeof preflightCheckSchema>;

/** One host's lights. Every check is there once, in the order of {@link preflightCheckNames}. */
export const hostPreflightSchema = z.object({
  host: z.string(),
  at: timeSchema,
  /** No light is red. */
  ok: z.boolean(),
  checks: z.array(preflightCheckSchema),
});
export type HostPreflight = z.infer<typeof hostPreflightSchema>;
