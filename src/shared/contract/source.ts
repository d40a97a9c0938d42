import { z } from 'zod';
import { procedure } from './base';

/** A text file of the fleet, as it stands on disk. */
export const sourceFileSchema = z.object({
  /** Relative to the fleet with `/`; where a folder was asked for, its default.nix. */
  file: z.string(),
  text: z.string(),
  bytes: z.number().int(),
  /** `latin1`: the bytes are no UTF-8, so each stands for one character. */
  encoding: z.enum(['utf8', 'latin1']),
});
export type SourceText = z.infer<typeof sourceFileSchema>;

/** A program that can show a file at a line. */
export const editorSchema = z.object({
  /** Stable, as kept in preferences. */
  id: z.string(),
  name: z.string(),
  /** Whether it is on PATH and can open a window here. */
  usable: z.boolean(),
  /** Why not, when it is not usable. */
  note: z.string().optional(),
});
export type Editor = z.infer<typeof editorSchema>;

const fileSchema = z.string().min(1).max(4096);

export const sourceContract = {
  /**
   * A file of the fleet, named relative to it. Refused: what lies outside the fleet, also by a link, and what is
   * no text.
   */
  read: procedure.input(z.object({ file: fileSchema })).output(sourceFileSchema),
  /** Shows the file in the user's own editor; the editor that was started. */
  open: procedure
    .input(
      z.object({
        file: fileSchema,
        line: z.number().int().positive().optional(),
        column: z.number().int().positive().optional(),
      }),
    )
    .output(z.object({ editor: z.string() })),
  /** Names of the fleet's files, in order, at most some thousands; `more` when there are more. */
  files: procedure.output(z.object({ files: z.array(z.string()), more: z.boolean() })),
  /** Editors Snowfleet knows; the first usable one is taken where the user chose none. */
  editors: procedure.output(z.object({ editors: z.array(editorSchema) })),
};
