import type { Place, Sourced } from '../model';

/**
 * Settings as whoever read them hands them over: from source, where a value may be computed, or from an evaluation. Names
 * of a set are in the order they were found.
 */
export type Setting =
  | { readonly kind: 'set'; readonly entries: ReadonlyMap<string, Setting>; readonly from?: Place }
  | { readonly kind: 'list'; readonly items: readonly Setting[]; readonly from?: Place }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null; readonly from?: Place }
  /** What only Nix knows; `text` is what stands there. */
  | { readonly kind: 'computed'; readonly text: string; readonly from?: Place };

/** The setting at a path below; undefined where nothing is written, or null. */
export function settingAt(setting: Setting | undefined, path: readonly string[]): Setting | undefined {
  const found = path.reduce<Setting | undefined>(
    (at, name) => (at?.kind === 'set' ? at.entries.get(name) : undefined),
    setting,
  );
  return found?.kind === 'value' && found.value === null ? undefined : found;
}

/** A value with the place of its setting. */
export const sourced = <T>(value: T, { from }: Setting): Sourced<T> => ({ value, ...(from && { from }) });

/** Plain data, as JSON has it, as settings without places. */
export function settingOf(data: unknown): Setting {
  if (Array.isArray(data)) return { kind: 'list', items: data.map(settingOf) };
  if (typeof data === 'object' && data !== null)
    return {
      kind: 'set',
      entries: new Map(Object.entries(data).map(([name, value]) => [name, settingOf(value)])),
    };
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' || data === null)
    return { kind: 'value', value: data };
  return { kind: 'computed', text: String(data) };
}
