import type { HostAnswer } from '../answer';
import { inhibited } from '../inhibitors';
import type { Known } from '../types';
import { amber, green, red, type Said, unknown } from './light';

/** Seconds that a clock may be wrong before certificates and file times suffer. */
const CLOCK_LIMIT = 30;

/** What runs, whether it is what was deployed from here last, and whether it is what would be booted. */
export function systemLight(answer: HostAnswer, { last }: Known): Said {
  const { running, profile, generation } = answer;
  if (running === null) {
    if (!answer.ended) return unknown('What it runs was not told.');
    return red(
      'It does not run NixOS: it has no /run/current-system.',
      'no NixOS',
      'Install NixOS there first, or correct the address of this host.',
    );
  }
  const number = generation === null ? 'no gen' : `generation ${generation}`;
  const value = generation === null ? 'no gen' : `gen ${generation}`;
  if (profile !== null && profile !== running) {
    return amber(
      `It runs another system than it would boot, which is ${number}.`,
      value,
      'It was only tried, waits for a reboot, or was booted into an older generation by hand.',
    );
  }
  if (last === null) return green(`It runs ${number}; nothing was deployed to it from here yet.`, value);
  if (last.to === running) return green(`It runs ${number}, as deployed from here last.`, value);
  return amber(
    `It runs ${number}, which is not what was deployed from here last (${last.at.slice(0, 16).replace('T', ' ')} UTC).`,
    value,
    'Somebody deployed from elsewhere or went back; a deploy replaces that.',
  );
}

/** Whether something activates a system there at this moment. */
export function switchLight({ switching, seesProcesses, ended }: HostAnswer): Said {
  if (switching.length > 0) {
    return red(
      `Something is activating a system there: ${switching.join(', ')}.`,
      'under way',
      'Wait until it has ended. Never stop it half way: services between stop and start stay dead.',
    );
  }
  if (!seesProcesses) {
    return unknown(
      ended ? 'It hides the processes of others from this user.' : 'What is under way there was not told.',
    );
  }
  return green('Nothing else activates a system there.', 'none');
}

/** Whether NixOS itself would refuse the switch. */
export function inhibitorsLight({ inhibitors }: HostAnswer, { next, mode }: Known): Said {
  if (inhibitors === null) return unknown('What keeps it from a switch was not told.');
  const count = Object.keys(inhibitors).length;
  if (count === 0) return green('Its system names nothing that keeps it from a switch.', 'none');
  if (next === null) return unknown('Compared once the new system is built.');
  const found = inhibited(inhibitors, next.inhibitors);
  if (found.length === 0) return green('Nothing keeps it from a switch to the new system.', 'none');
  const words = `NixOS will not switch to the new system while this one runs: ${found.join(', ')}.`;
  const hint = 'Deploy with the mode boot, then reboot the host.';
  switch (mode) {
    case 'switch':
    case 'test':
      return red(words, 'reboot', hint);
    case 'boot':
      return green('The new system needs a reboot, which the mode boot leaves to you.', 'by reboot');
    case 'dry-activate':
    case 'build':
      return amber(words, 'reboot', hint);
  }
}

/** Whether both clocks agree. */
export function clockLight({ clockOffset }: HostAnswer): Said {
  if (clockOffset === null) return unknown('Its time was not told.');
  const off = Math.abs(clockOffset);
  const value = `${clockOffset > 0 ? '+' : clockOffset < 0 ? '-' : ''}${off} s`;
  if (off <= CLOCK_LIMIT) return green('Its clock agrees with ours.', value);
  return amber(
    `Its clock is ${off} s ${clockOffset > 0 ? 'ahead of' : 'behind'} ours.`,
    value,
    'Certificates may be refused there, and times in logs differ. Look at its time synchronisation, or at ours.',
  );
}

/** Whether a reboot is due already. */
export function rebootLight({ parts, booted }: HostAnswer): Said {
  const compared = parts.filter((part) => part.booted !== '' && part.now !== '');
  if (!compared.some(({ name }) => name === 'kernel')) {
    return booted === null
      ? unknown('What it booted was not told.')
      : green('It has no kernel of its own.', 'none due');
  }
  const differ = compared
    .filter((part) => part.booted !== part.now)
    .map(({ name }) => name.replace('-', ' '));
  if (differ.length === 0) return green('No reboot is due.', 'none due');
  return amber(
    `A reboot is due: it booted another ${differ.join(', ')} than its system has.`,
    'due',
    'What needs the new one may not work until then.',
  );
}
