import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';
import { errorShapeSchema } from './errors';

const sizeSchema = { cols: z.number().int().min(2).max(1000), rows: z.number().int().min(1).max(1000) };
const idSchema = z.number().int().min(1).max(0xffffffff);
/** Folder of the fleet that the host is of, as `fleet.current` tells it. */
const fleetDirSchema = z.string().max(4096);

export const terminalSchema = z.object({
  /** Also the channel number on the binary pipe (`shared/pipe`). */
  id: idSchema,
  host: z.string(),
  fleet: fleetDirSchema,
  /**
   * ended: the shell said how it ended · lost: the connection broke, and is tried again · failed: not connected,
   * and not tried again unasked.
   */
  state: z.enum(['connecting', 'open', 'ended', 'lost', 'failed']),
  /** Since when it is in this state. */
  since: timeSchema,
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  /** Why the last attempt to connect failed. */
  error: errorShapeSchema.nullable(),
  /** When a lost connection is tried again by itself; null while nobody looks. */
  nextTry: timeSchema.nullable(),
  /** Whether a window reads it now. */
  shown: z.boolean(),
});
export type Terminal = z.infer<typeof terminalSchema>;

/** A terminal's place on the page. `terminal` is null where there is none (yet). */
export const terminalPaneSchema = z.object({
  kind: z.literal('pane'),
  id: z.number().int(),
  host: hostNameSchema,
  fleet: fleetDirSchema,
  terminal: idSchema.nullable(),
});
export type TerminalPane = z.infer<typeof terminalPaneSchema>;

/** Two parts side by side (`row`) or one above the other; `share` is what the first has of the room. */
export interface TerminalSplit {
  kind: 'split';
  direction: 'row' | 'column';
  share: number;
  first: TerminalNode;
  second: TerminalNode;
}
export type TerminalNode = TerminalPane | TerminalSplit;

const nodeSchema: z.ZodType<TerminalNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    terminalPaneSchema,
    z.object({
      kind: z.literal('split'),
      direction: z.enum(['row', 'column']),
      share: z.number().min(0.1).max(0.9),
      first: nodeSchema,
      second: nodeSchema,
    }),
  ]),
);

export const terminalTabSchema = z.object({
  id: z.number().int(),
  root: nodeSchema,
  /** The pane that has the focus when the tab is shown. */
  focus: z.number().int(),
});
export type TerminalTab = z.infer<typeof terminalTabSchema>;

/** Tabs and panes; survives a restart, the terminals in it do not. */
export const terminalLayoutSchema = z.object({
  tabs: z.array(terminalTabSchema).max(200),
  active: z.number().int().nullable(),
});
export type TerminalLayout = z.infer<typeof terminalLayoutSchema>;

/** Bytes travel on the binary pipe, not here. */
export const terminalsContract = {
  /** Answers at once, `connecting`. Where `fleet` is named and is not the open one, refuses with `usage`. */
  open: procedure
    .input(z.object({ host: hostNameSchema, fleet: fleetDirSchema.optional(), ...sizeSchema }))
    .output(terminalSchema),
  /** Connects again in place, at once; nothing where it is connected. */
  reconnect: procedure.input(z.object({ id: idSchema, ...sizeSchema })).output(terminalSchema),
  resize: procedure.input(z.object({ id: idSchema, ...sizeSchema })).output(z.object({})),
  close: procedure.input(z.object({ id: idSchema })).output(z.object({})),
  list: procedure.output(z.array(terminalSchema)),
  layout: procedure.output(terminalLayoutSchema),
  setLayout: procedure.input(terminalLayoutSchema).output(z.object({})),
};
