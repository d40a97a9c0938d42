import { z } from 'zod';
import type { PlasmaSession } from '../../../shared/desktop';

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
export function keptSession(host: string): PlasmaSession | null {
  try {
    const found = sessionSchema.safeParse(JSON.parse(sessionStorage.getItem(keyOf(host)) ?? 'null'));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

/** Keeps it until the window is closed; a full store keeps nothing, and nothing is lost but that. */
export function keepSession(host: string, session: PlasmaSession | null): void {
  try {
    if (session === null) sessionStorage.removeItem(keyOf(host));
    else sessionStorage.setItem(keyOf(host), JSON.stringify(session));
  } catch {
    // The store is full or switched off.
  }
}
