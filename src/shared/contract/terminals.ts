import { z } from 'zod';
import { hostNameSchema, procedure } from './base';

const sizeSchema = { cols: z.number().int().min(2).max(1000), rows: z.number().int().min(1).max(1000) };

export const terminalSchema = z.object({
  /** Also the channel number on the binary pipe (`shared/pipe`). */
  id: z.number().int().min(1).max(0xffffffff),
  host: z.string(),
  open: z.boolean(),
  exitCode: z.number().int().nullable(),
});
export type Terminal = z.infer<typeof terminalSchema>;

/** Bytes travel on the binary pipe, not here. */
export const terminalsContract = {
  open: procedure.input(z.object({ host: hostNameSchema, ...sizeSchema })).output(terminalSchema),
  resize: procedure.input(z.object({ id: z.number().int(), ...sizeSchema })).output(z.object({})),
  close: procedure.input(z.object({ id: z.number().int() })).output(z.object({})),
  list: procedure.output(z.array(terminalSchema)),
};
