import { preferencesSchema, type TerminalPreferences } from '../../shared/contract';
import { api, client, notifyFailure, queries } from '../app';

const DEFAULTS = preferencesSchema.parse({}).terminal;
const LEAST = 8;
const MOST = 32;

/** What is set for terminals, as far as it was read. */
export function terminalPreferences(): TerminalPreferences {
  return queries.getQueryData(api.app.preferences.queryKey())?.terminal ?? DEFAULTS;
}

/** Changes it at once on screen, then in the core. */
export function setTerminalPreferences(change: Partial<TerminalPreferences>): void {
  const terminal = { ...terminalPreferences(), ...change };
  queries.setQueryData(api.app.preferences.queryKey(), (old) => ({
    ...(old ?? preferencesSchema.parse({})),
    terminal,
  }));
  client.app.setPreferences({ terminal }).catch(notifyFailure('Keep the settings'));
}

/** One step larger or smaller, or back to the usual size. */
export function zoom(by: 1 | -1 | 0): void {
  const { fontSize } = terminalPreferences();
  const wanted = by === 0 ? DEFAULTS.fontSize : fontSize + by;
  setTerminalPreferences({ fontSize: Math.min(MOST, Math.max(LEAST, wanted)) });
}
