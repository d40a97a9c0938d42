import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isCommandAbsent, runProcess } from '../../process';

/** The action under which the helper is started; resources/polkit says what it allows. */
export const ACTION = 'org.snowfleet.write-drive';

/** What polkit would do about a write. */
export type PolkitAnswer =
  | { readonly kind: 'absent' }
  /** The action is not installed, or for another file. */
  | { readonly kind: 'no-action'; readonly file: string | null }
  /** It lets us, now and without a question. */
  | { readonly kind: 'allowed' }
  /** It asks a person, for which an agent must run in their session. */
  | { readonly kind: 'asks' }
  | { readonly kind: 'forbidden' };

const ENV = { LC_ALL: 'C' };
const TIMEOUT_MS = 5_000;

/** Asks polkit without raising a question. Throws `timeout`. */
export async function askPolkit(helper: string): Promise<PolkitAnswer> {
  const env = { ...process.env, ...ENV };
  try {
    const action = await runProcess(['pkaction', '--verbose', '--action-id', ACTION], {
      env,
      timeoutMs: TIMEOUT_MS,
    });
    const file =
      /org\.freedesktop\.policykit\.exec\.path\s+->\s+(.+)/.exec(action.stdout)?.[1]?.trim() ?? null;
    if (action.code !== 0 || file !== helper) return { kind: 'no-action', file };
    const check = await runProcess(['pkcheck', '--action-id', ACTION, '--process', String(process.pid)], {
      env,
      timeoutMs: TIMEOUT_MS,
    });
    // pkcheck(1): 0 authorised, 2 could be by a question, else not.
    if (check.code === 0) return { kind: 'allowed' };
    return check.code === 2 ? { kind: 'asks' } : { kind: 'forbidden' };
  } catch (error) {
    if (isCommandAbsent(error)) return { kind: 'absent' };
    throw error;
  }
}

/** Programs that put polkit's questions on a screen, by what they are called; desktops have it built in. */
const AGENTS =
  /polkit-(gnome|kde|mate)|hyprpolkit|lxpolkit|lxqt-policykit|xfce-polkit|mate-polkit|soteria|pantheon-agent|ukui-polkit|gnome-shell|cinnamon|cosmic-osd|deepin-polkit|polkit-dde/;

/** Whether a known agent runs for this user. An unknown one may: no is a hint and no proof. */
export function agentRuns(proc = '/proc', user: number = process.getuid?.() ?? -1): boolean {
  for (const name of readdirSync(proc)) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (statSync(`${proc}/${name}`).uid !== user) continue;
      const [program = ''] = readFileSync(`${proc}/${name}/cmdline`, 'utf8').split('\0');
      if (AGENTS.test(program)) return true;
    } catch {
      // It has just ended.
      continue;
    }
  }
  return false;
}
