import type { DeployMode } from '../contract';

/** What a deploy of one mode does, as sentences for before it is done. */
export interface ModeWords {
  readonly name: string;
  /** To what the host runs. */
  readonly runs: string;
  /** To what the host boots. */
  readonly boots: string;
}

/** `reboot`: the host is restarted afterwards where the new system needs that. */
export function modeWords(mode: DeployMode, reboot: boolean = false): ModeWords {
  switch (mode) {
    case 'switch':
      return {
        name: 'Switch',
        runs: reboot
          ? 'The new system is activated now; where it needs a restart, the host is restarted.'
          : 'The new system is activated now.',
        boots:
          'It boots the new system only after somebody has reached the host on it; until then the old one.',
      };
    case 'boot':
      return {
        name: 'Boot',
        runs: reboot
          ? 'The host is restarted, and looked at until it is back.'
          : 'What runs stays until the host is restarted.',
        boots: 'It boots a system that nobody has tried: the next start is the first proof.',
      };
    case 'test':
      return {
        name: 'Test',
        runs: 'The new system is activated now.',
        boots: 'It boots the old system as before: a restart goes back.',
      };
    case 'dry-activate':
      return {
        name: 'Dry run',
        runs: 'The new system is copied and asked what it would do; nothing is activated.',
        boots: 'What it boots stays.',
      };
    case 'build':
      return {
        name: 'Build',
        runs: 'The new system is built; nothing is copied or activated.',
        boots: 'What it boots stays.',
      };
  }
}
