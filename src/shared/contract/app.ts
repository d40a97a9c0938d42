import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure, timeSchema } from './base';
import { inventoryPreferencesSchema } from './inventory-view';

export const nixInfoSchema = z.object({
  available: z.boolean(),
  version: z.string().nullable(),
  /** direct: own store or root · daemon · private: a store under Snowfleet's data folder, in a user namespace. */
  store: z.enum(['direct', 'daemon', 'private']).nullable(),
  /** Why it cannot be used, and what to do, when not available. */
  note: z.string().nullable(),
});
export type NixInfo = z.infer<typeof nixInfoSchema>;

export const statusSchema = z.object({
  version: z.string(),
  nix: nixInfoSchema,
  standIn: z.boolean(),
  startedAt: timeSchema,
});
export type Status = z.infer<typeof statusSchema>;

/** What has changed; a reader asks again for what it shows of that topic. */
export const topicSchema = z.enum([
  'fleet',
  'inventory',
  'features',
  'draft',
  'jobs',
  'runs',
  'practice',
  'terminals',
  'credentials',
  'builders',
  'images',
]);
export type Topic = z.infer<typeof topicSchema>;
export const topicEventSchema = z.object({ topic: topicSchema, revision: z.number().int() });
export type TopicEvent = z.infer<typeof topicEventSchema>;

/** How terminals look and behave. */
export const terminalPreferencesSchema = z.object({
  /** Pixels. */
  fontSize: z.number().int().min(8).max(32).default(13),
  /** A font of the user's machine, before our own; empty for ours alone. */
  fontFamily: z
    .string()
    .max(80)
    .regex(/^[\p{L}\p{N} _.-]*$/u, 'a font name has letters, digits, blanks, _ . -')
    .default(''),
  /** page: as the page around it. */
  theme: z.enum(['page', 'dark', 'light']).default('page'),
  /** Ask before text of several lines is pasted. */
  warnPaste: z.boolean().default(true),
  copyOnSelect: z.boolean().default(false),
  /** Keep what is shown readable for a screen reader; slows heavy output. */
  screenReader: z.boolean().default(false),
});
export type TerminalPreferences = z.infer<typeof terminalPreferencesSchema>;

/** Which editor shows a file of the fleet. */
export const editorPreferenceSchema = z.object({
  /** `auto`: the first that is found; `custom`: the command below; else the id of an editor Snowfleet knows. */
  use: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9-]*$/)
    .default('auto'),
  /** Program and words; `{file}`, `{line}` and `{column}` stand for the place. No shell reads it. */
  command: z.array(z.string().max(400)).max(20).default([]),
});
export type EditorPreference = z.infer<typeof editorPreferenceSchema>;

/** View state the page keeps between starts; never a secret. */
export const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'dense']).default('comfortable'),
  railFolded: z.boolean().default(false),
  drawerOpen: z.boolean().default(true),
  /** How the features page shows hosts: a lane each, or as columns beside every feature. */
  boardView: z.enum(['lanes', 'matrix']).default('lanes'),
  terminal: terminalPreferencesSchema.prefault({}),
  inventory: inventoryPreferencesSchema.prefault({}),
  editor: editorPreferenceSchema.prefault({}),
  /** Ids of what was chosen in the palette lately, newest first. */
  recent: z.array(z.string().max(500)).max(40).default([]),
  /** Minutes after which an open vault that nobody uses locks itself; 0: never. */
  vaultLockMinutes: z.number().int().min(0).max(1440).default(15),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const { shape } = preferencesSchema;
/** What is left out stays as it is: the defaults are for a first start, not for a change. */
const preferencesChangeSchema = z
  .object({
    theme: shape.theme.unwrap(),
    density: shape.density.unwrap(),
    railFolded: shape.railFolded.unwrap(),
    drawerOpen: shape.drawerOpen.unwrap(),
    boardView: shape.boardView.unwrap(),
    terminal: shape.terminal.unwrap(),
    inventory: shape.inventory.unwrap(),
    editor: shape.editor.unwrap(),
    recent: shape.recent.unwrap(),
    vaultLockMinutes: shape.vaultLockMinutes.unwrap(),
  })
  .partial();

export const appContract = {
  status: procedure.output(statusSchema),
  /** First event comes at once for each topic; ends when the caller stops reading. */
  changes: procedure.output(eventIterator(topicEventSchema)),
  preferences: procedure.output(preferencesSchema),
  setPreferences: procedure.input(preferencesChangeSchema).output(preferencesSchema),
};
