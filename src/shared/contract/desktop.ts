import { z } from 'zod';
import type { DesktopModel, PlasmaModel, Screen } from '../desktop';
import { hostNameSchema, placeSchema, procedure, timeSchema } from './base';
import { changeResultSchema } from './draft';
import { findingSchema } from './fleet';

/**
 * What is known of a place that values of the model come from (`from` of a value is its key: the same file, line and
 * column). A place that is not listed is nobody's to edit: a default of Hyprland.
 */
export const desktopOriginSchema = placeSchema.extend({
  /** What an edit would replace, as it is written. */
  text: z.string(),
  /** Whether it is a literal that can be replaced in its place. */
  writable: z.boolean(),
  /** Why it cannot be written back and what it comes from; null where it can. */
  because: z.string().nullable(),
  /** Its value outdoes plain definitions, as with `mkForce`. */
  forced: z.boolean(),
  /** An edit goes into a file that only this host has; else what is written counts for others too. */
  own: z.boolean(),
});
export type DesktopOrigin = z.infer<typeof desktopOriginSchema>;

/** Which Hyprland a host has, or would have. */
export const hyprlandOfHostSchema = z.object({
  /** `0.56.2`. */
  version: z.string(),
  /**
   * host: it told so itself · evaluation · lock: the pinned input · source: the fleet names it · assumed: nothing says it, so
   * the newest is taken whose language fits
   */
  from: z.enum(['host', 'evaluation', 'lock', 'source', 'assumed']),
  /** Why this one, in a sentence. */
  because: z.string(),
  /** The language its configuration is written in. */
  language: z.enum(['hyprlang', 'lua']),
  place: placeSchema.nullable(),
  at: timeSchema.nullable(),
});
export type HyprlandOfHost = z.infer<typeof hyprlandOfHostSchema>;

/** The screens a preview places the configuration on. */
export const desktopScreensSchema = z.object({
  screens: z.array(z.custom<Screen>()),
  /**
   * host: it told which are plugged in · declared: those the configuration names, in the modes it asks for · assumed: it
   * names none, so a common one is taken
   */
  from: z.enum(['host', 'declared', 'assumed']),
  at: timeSchema.nullable(),
});
export type DesktopScreens = z.infer<typeof desktopScreensSchema>;

export const desktopSchema = z.object({
  host: hostNameSchema,
  /** Whose settings they are; null where they are the system's alone. */
  user: z.string().nullable(),
  /** Everybody on the host with a desktop of Hyprland, to ask for. */
  users: z.array(z.string()),
  /** Null where the host has no Hyprland. */
  hyprland: hyprlandOfHostSchema.nullable(),
  /** What the configuration says; empty where the host has no Hyprland. Files are relative to the fleet. */
  model: z.custom<DesktopModel>(),
  origins: z.array(desktopOriginSchema),
  screens: desktopScreensSchema,
  /** Whether the host has Plasma, alone or to fall back to. */
  plasma: z.boolean(),
  /** What rules say of this desktop; `check` tells them too. */
  findings: z.array(findingSchema),
  /** source: without Nix · evaluation: as Nix told it when `evaluatedAt` says. Never a mixture. */
  from: z.enum(['source', 'evaluation']),
  evaluatedAt: timeSchema.nullable(),
  /** False where modules of inputs or computed imports are part of the host, which source does not show. */
  complete: z.boolean(),
  readAt: timeSchema,
});
export type Desktop = z.infer<typeof desktopSchema>;

/** A host as the choice of desktops shows it. */
export const desktopHostSchema = z.object({
  host: hostNameSchema,
  /** As source tells; null where it does not. */
  hyprland: z.boolean().nullable(),
  plasma: z.boolean().nullable(),
});
export type DesktopHost = z.infer<typeof desktopHostSchema>;

/** One binding as the terminal and the sheet show it. */
export const bindListSchema = z.object({
  mods: z.array(z.string()),
  key: z.string(),
  flags: z.array(z.string()),
  action: z.string(),
  argument: z.string(),
  description: z.string().optional(),
  submap: z.string().optional(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  /** The other binds that the same keys would run, or that one of the two keeps from running. */
  conflictsWith: z.array(
    z.object({
      mods: z.array(z.string()),
      key: z.string(),
      action: z.string(),
      file: z.string().optional(),
      line: z.number().int().optional(),
    }),
  ),
});
export type BindOfList = z.infer<typeof bindListSchema>;

/** A text of the configuration's language on one line. */
const wordSchema = z
  .string()
  .max(4000)
  .regex(/^[^\n\r\0]*$/, 'one line');
const finiteSchema = z.number().refine(Number.isFinite, 'a finite number');

/** The wanted parts of a monitor, each as hyprlang writes it: `2560x1440@144`, `0x0`, `auto`, `1.5`. */
export const monitorWishSchema = z
  .object({
    mode: wordSchema,
    position: wordSchema,
    scale: wordSchema,
    /** 0 to 7. */
    transform: z.number().int().min(0).max(7),
    disabled: z.boolean(),
  })
  .partial();
export type MonitorWish = z.infer<typeof monitorWishSchema>;

/** A bind or a rule as hyprlang has it behind the keyword. */
const lineWishSchema = z.object({
  /** `bind`, `bindel`, `windowrule` …; the host's version decides whether it is known. */
  keyword: z.string().regex(/^[a-z][a-z0-9]*$/),
  value: wordSchema.min(1),
});

/** One change of a desktop. Values are texts of hyprlang whatever the configuration is written in. */
export const desktopEditSchema = z.discriminatedUnion('kind', [
  /** `general:gaps_in` = `8`; null takes the value away, so that Hyprland's default holds. */
  z.object({ kind: z.literal('option'), key: z.string().min(1).max(200), value: wordSchema.nullable() }),
  z.object({ kind: z.literal('monitor'), output: wordSchema, wish: monitorWishSchema }),
  z.object({
    kind: z.literal('bezier'),
    name: z.string().regex(/^[A-Za-z0-9_-]+$/),
    points: z.tuple([finiteSchema, finiteSchema, finiteSchema, finiteSchema]),
  }),
  z.object({
    kind: z.literal('animation'),
    name: z.string().regex(/^[A-Za-z]+$/),
    on: z.boolean(),
    /** In tenths of a second. */
    speed: finiteSchema.min(0),
    curve: wordSchema,
    style: wordSchema.optional(),
  }),
  /** A bind, a window, layer or workspace rule more, behind the last of its kind. */
  z.object({ kind: z.literal('add'), line: lineWishSchema }),
  /** Another text for the line at a place that the model tells. `was` is the text of its origin: where another stands there by now, it is refused. */
  z.object({
    kind: z.literal('change'),
    at: placeSchema,
    was: wordSchema.optional(),
    line: lineWishSchema,
  }),
  z.object({ kind: z.literal('remove'), at: placeSchema, was: wordSchema.optional() }),
  /** What waybar is, by its name in `programs.waybar.settings`. */
  z.object({
    kind: z.literal('bar'),
    name: z.string().min(1).max(100),
    wish: z
      .object({
        height: z.number().int().min(0).max(1000),
        width: z.number().int().min(0).max(10_000),
        position: z.enum(['top', 'bottom', 'left', 'right']),
        margin: z.number().int().min(0).max(1000),
      })
      .partial(),
  }),
]);
export type DesktopEdit = z.infer<typeof desktopEditSchema>;

/** A host's Plasma, alone or to fall back to. */
export const plasmaDesktopSchema = z.object({
  host: hostNameSchema,
  /** Whose settings they are; null where nobody has any of plasma-manager. */
  user: z.string().nullable(),
  /** Everybody on the host with settings of plasma-manager, to ask for. */
  users: z.array(z.string()),
  /** Whether the system has Plasma; null where source does not tell. */
  installed: z.boolean().nullable(),
  /** What plasma-manager says; null where it says nothing, and Plasma is as somebody left it. */
  model: z.custom<PlasmaModel>().nullable(),
  screens: desktopScreensSchema,
  /** source: without Nix · evaluation: as Nix told it when `evaluatedAt` says. Never a mixture. */
  from: z.enum(['source', 'evaluation']),
  evaluatedAt: timeSchema.nullable(),
  /** False where modules of inputs or computed imports are part of the host, which source does not show. */
  complete: z.boolean(),
  readAt: timeSchema,
});
export type PlasmaDesktop = z.infer<typeof plasmaDesktopSchema>;

const askSchema = z.object({
  host: hostNameSchema,
  /** Whose desktop, where several people have one. */
  user: z.string().min(1).optional(),
});

export const desktopContract = {
  /** Hosts of the flake and whether they have a desktop. Told anew with the topic `fleet`. */
  hosts: procedure.output(z.object({ hosts: z.array(desktopHostSchema) })),
  /**
   * A host's desktop as the working tree describes it, draft included. Follow the topics `fleet` and `inventory` (for what
   * hosts say of themselves). `evaluated`: as Nix tells it, which is asked (seconds) where it was not asked of this source; then nothing has a place.
   * `draft`: false for how it would be without the draft, from source. Throws `unknown-host`, and what an evaluation throws.
   */
  read: procedure
    .input(askSchema.extend({ evaluated: z.boolean().optional(), draft: z.boolean().optional() }))
    .output(desktopSchema),
  /** The same for its Plasma. Throws `unknown-host`. */
  plasma: procedure
    .input(askSchema.extend({ evaluated: z.boolean().optional() }))
    .output(plasmaDesktopSchema),
  /** Its key bindings and their conflicts. */
  binds: procedure.input(askSchema).output(z.object({ binds: z.array(bindListSchema) })),
  /**
   * Changes it as one gesture of the draft, all edits or none, each in the form its place is written in. `where`: `place` is
   * where the value stands, also if that counts for other hosts; `host` is a file of the host's own. Throws `not-literal` for
   * what is computed, `changed-outside` where another line stands at a place than it `was`, `no-effect`, `conflict`, `unknown-option`, `wrong-type`, and what writing a gesture throws.
   */
  edit: procedure
    .input(
      askSchema.extend({
        edits: z.array(desktopEditSchema).min(1).max(200),
        where: z.enum(['place', 'host']).default('place'),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(
      changeResultSchema.extend({
        /** Other hosts whose desktop changes with it; of many with Hyprland only the first twelve are compared. */
        alsoHosts: z.array(hostNameSchema),
      }),
    ),
};
