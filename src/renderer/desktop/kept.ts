import type { z } from 'zod';
import { parseJson } from '../../shared/json';

/** What this window kept under a key before the page was loaded again; null for nothing, and for what is not of the schema. */
export function keptAs<Kept>(key: string, schema: z.ZodType<Kept>): Kept | null {
  try {
    const found = schema.safeParse(parseJson(sessionStorage.getItem(key) ?? ''));
    return found.success ? found.data : null;
  } catch {
    // The store is switched off.
    return null;
  }
}

/** Keeps it until the window is closed, or forgets it; a full store keeps nothing, and nothing is lost but that. */
export function keep(key: string, value: object | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The store is full or switched off.
  }
}
