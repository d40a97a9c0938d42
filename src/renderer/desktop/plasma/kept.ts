import { z } from 'zod';
import type { PlasmaSession } from '../../../shared/desktop';
import { keep, keptAs } from '../kept';

const sessionSchema = z.object({
  windows: z
    .array(
      z.object({
        id: z.string().max(40),
        class: z.string().max(200),
        title: z.string().max(200),
        screen: z.number().int().min(0).max(64),
        desktop: z.number().int().min(0).max(64),
        maximised: z.boolean(),
      }),
    )
    .max(100),
  desktop: z.number().int().min(0).max(64),
  opened: z.number().int().min(0),
});

const keyOf = (host: string): string => `snowfleet:desktop:plasma:${host}`;

/** What was open on a host's Plasma before the page was loaded again, or null. */
export const keptSession = (host: string): PlasmaSession | null => keptAs(keyOf(host), sessionSchema);

/** Keeps what is open until the window is closed; null forgets it. */
export const keepSession = (host: string, session: PlasmaSession | null): void => keep(keyOf(host), session);
