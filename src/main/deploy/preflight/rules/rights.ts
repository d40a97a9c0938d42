import { wantsPassword } from '../../activation/root';
import type { HostAnswer, NixSettings } from '../answer';
import type { Known, StoredPassword } from '../types';
import { amber, green, red, type Said, unknown } from './light';

const LATER = 'It will be asked for at the step that needs it.';

/** Whether an activation can become root. */
export function sudoLight(host: string, answer: HostAnswer, password: StoredPassword | null): Said {
  if (answer.uid === 0) return green('The login is root.', 'root');
  const { sudo, user } = answer;
  switch (sudo?.kind) {
    case undefined:
      return unknown('Whether it lets this user become root was not told.');
    case 'free':
      return green(`${user} becomes root without a password.`, 'sudo');
    case 'absent':
      return red(
        `${user} is not root there, and there is no sudo.`,
        'absent',
        'Log in as root, or enable security.sudo on this host.',
      );
    case 'late':
      return amber('sudo did not answer in time.', 'slow', 'It may wait for a name service that is away.');
    case 'refused':
      if (!wantsPassword(sudo.said)) {
        return red(
          `${user} may not become root there: ${sudo.said || 'sudo refuses'}`,
          'refused',
          `Put ${user} into the group wheel, or log in as root.`,
        );
      }
      return byPassword(host, user, password);
  }
}

function byPassword(host: string, user: string, password: StoredPassword | null): Said {
  const store = `Store it with \`snowfleet credentials set sudo-password ${host}\`.`;
  switch (password?.kind) {
    case 'right':
      return green(`sudo takes the stored password of ${user}.`, 'stored');
    case 'wrong':
      return amber(`The stored sudo password of ${user} is wrong. ${LATER}`, 'wrong', store);
    case 'unavailable':
      return amber(`The stored sudo password could not be had: ${password.reason} ${LATER}`, 'locked');
    case 'none':
    case undefined:
      return amber(`sudo wants the password of ${user}. ${LATER}`, 'will ask', store);
  }
}

/** Whether its store takes from this user only what is signed. */
export function needsSignature(answer: HostAnswer): boolean {
  const { uid, trusted, settings } = answer;
  if (uid === 0 || trusted === true || settings === null || !settings.requiresSignatures) return false;
  return trusted === false || !isTrusted(answer, settings);
}

/** Whether the store of the host takes what is copied to it. */
export function copyLight(answer: HostAnswer, { signingKeys }: Known): Said {
  const { user, settings } = answer;
  if (!answer.hasNix) {
    if (!answer.ended) return unknown('Its Nix was not asked.');
    return red(
      'It has no nix-daemon on the PATH of an ssh command.',
      'no Nix',
      'Is this host a NixOS system? Snowfleet deploys to hosts that already run one.',
    );
  }
  if (answer.uid === 0) return green('The login is root, who writes the store.', 'root');
  if (answer.daemonListens === false) {
    return red('Its Nix daemon does not listen.', 'no daemon', 'Start nix-daemon.socket there.');
  }
  if (
    answer.trusted === true ||
    (answer.trusted === null && settings !== null && isTrusted(answer, settings))
  ) {
    return green(`Its Nix daemon trusts ${user}.`, 'trusted');
  }
  if (settings === null) return unknown(`Whether its Nix daemon trusts ${user} was not told.`);
  if (!settings.requiresSignatures) return green('Its store takes paths without a signature.', 'unsigned');
  const ours = signingKeys.find((key) => settings.trustedKeys.includes(key));
  if (ours !== undefined) {
    return green(
      `What is copied is signed with our key ${ours.split(':')[0]}, which its Nix daemon trusts.`,
      'signed',
    );
  }
  return amber(
    `Its Nix daemon does not trust ${user}: it refuses what was not signed with a key that it trusts.`,
    'untrusted',
    `Add ${user} to nix.settings.trusted-users there, or store a cache signing key whose public half is in its trusted-public-keys.`,
  );
}

/** As nix.conf(5) has it: a name, `@group`, or `*`. */
function isTrusted({ user, groups }: HostAnswer, { trustedUsers }: NixSettings): boolean {
  return trustedUsers.some((one) =>
    one.startsWith('@') ? groups.includes(one.slice(1)) : one === '*' || one === user,
  );
}
