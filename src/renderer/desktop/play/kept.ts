import { type Play, playSchema } from '../../../shared/desktop';

const keyOf = (name: string): string => `snowfleet:desktop:play:${name}`;

/** What was played on a desktop before the page was loaded again, or null. */
export function keptPlay(name: string): Play | null {
  try {
    const found = playSchema.safeParse(JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null'));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

/** Keeps it until the window is closed; a full store keeps nothing, and nothing is lost but that. */
export function keepPlay(name: string, play: Play | null): void {
  try {
    if (play === null) sessionStorage.removeItem(keyOf(name));
    else sessionStorage.setItem(keyOf(name), JSON.stringify(play));
  } catch {
    // The store is full or switched off.
  }
}
