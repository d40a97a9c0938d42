import type { AppError } from '../../../../shared/contract';
import type { Asking, Known } from '../types';
import { amber, green, red, type Said, unknown } from './light';

/** Whether the host is reached, is the one we know, and lets us in. */
export interface ConnectionLights {
  readonly reach: Said;
  readonly hostKey: Said;
  readonly login: Said;
}

const KNOWN_KEY = green('It shows the host key that is known.', 'known');
const LET_IN = green('It lets us in.', 'let in');
const NOT_ASKED = unknown('The connection did not come so far.', '–');

/** The lights of a connection, from how asking the host came out. */
export function connectionLights(asking: Asking, known: Known): ConnectionLights {
  switch (asking.kind) {
    case 'answered':
      return {
        reach:
          asking.trouble === undefined
            ? green(`It answered in ${asking.ms} ms.`, `${asking.ms} ms`)
            : amber(`Its answer is not whole: ${asking.trouble.message}`, 'cut off', asking.trouble.hint),
        hostKey: KNOWN_KEY,
        login: LET_IN,
      };
    case 'mute':
      return {
        reach: green('It answers.', 'answers'),
        hostKey: KNOWN_KEY,
        login: red(
          `It lets us in but runs no command of ours${asking.said === '' ? '.' : `: ${asking.said}`}`,
          'no shell',
          'Its user needs a POSIX shell (sh) and may not be limited to one command.',
        ),
      };
    case 'failed':
      return failed(asking.error, known);
  }
}

function failed(error: AppError, { unattended }: Known): ConnectionLights {
  const { code, message, hint } = error;
  const reached = green('It answers.', 'answers');
  // Somebody may still be asked for what is missing.
  const wanting = (value: string): Said =>
    unattended
      ? amber(`${message} Nobody was asked.`, value, `${hint} Or answer when you are asked.`.trim())
      : red(message, value, hint);
  switch (code) {
    case 'host-key-unknown':
      return { reach: reached, hostKey: wanting('not known'), login: NOT_ASKED };
    case 'host-key-changed':
      return { reach: reached, hostKey: red(message, 'changed', hint), login: NOT_ASKED };
    case 'host-key-revoked':
      return { reach: reached, hostKey: red(message, 'revoked', hint), login: NOT_ASKED };
    case 'authentication-failed':
      return { reach: reached, hostKey: KNOWN_KEY, login: wanting('not let in') };
    case 'refused':
      // After the login, a server that starts no command.
      if (error.detail['begun'] === false) {
        return { reach: reached, hostKey: KNOWN_KEY, login: red(message, 'no session', hint) };
      }
      return { reach: red(message, 'refused', hint), hostKey: NOT_ASKED, login: NOT_ASKED };
    default:
      return { reach: red(message, 'away', hint), hostKey: NOT_ASKED, login: NOT_ASKED };
  }
}
