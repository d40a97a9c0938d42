import type { Privilege } from '../../../shared/contract';
import { installedHelper, type InstalledHelper } from './helper-file';
import { agentRuns, askPolkit, type PolkitAnswer } from './polkit';

/** What decides how drives are written here. */
export interface PrivilegeInput {
  readonly appDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly user: number;
  /** Whether polkit's own questions can be put on this process's terminal. */
  readonly terminal: boolean;
}

/** Whether and how this process may write drives, with the command that does it. */
export interface WayToWrite extends Privilege {
  /** The installed helper; null where there is none, or none that is safe. */
  readonly file: string | null;
  /** Why not, as an error's code; null where it may. */
  readonly lacks: 'helper-absent' | 'helper-unsafe' | 'agent-absent' | 'not-authorised' | null;
}

const PACKAGE_HINT =
  'Install Snowfleet as a package: on NixOS `programs.snowfleet.enable`, which puts the helper and its polkit action in place.';

/** Finds out beforehand what a write would fail for. Throws `timeout` when polkit does not answer. */
export async function findWay(input: PrivilegeInput): Promise<WayToWrite> {
  const helper = installedHelper(input.appDir, input.env);
  if (input.user === 0) return wayOfRoot(helper);
  if (helper === null) {
    return none(
      'helper-absent',
      'The helper that writes drives with root’s rights is not installed.',
      PACKAGE_HINT,
    );
  }
  if (helper.culprit !== null) {
    const words = `The helper that writes drives is not safe: ${helper.culprit} can be changed by another user than root.`;
    return none('helper-unsafe', words, PACKAGE_HINT);
  }
  return wayOf(await askPolkit(helper.file), helper.file, input);
}

function wayOfRoot(helper: InstalledHelper | null): WayToWrite {
  if (helper !== null && helper.culprit === null) {
    const words = 'Snowfleet runs as root, so drives are written without a question.';
    return { way: 'root', words, hint: '', file: helper.file, lacks: null };
  }
  const words = 'Snowfleet runs as root, but from a checkout: only loop devices are written.';
  return { way: 'root', words, hint: PACKAGE_HINT, file: null, lacks: null };
}

function wayOf(answer: PolkitAnswer, file: string, input: PrivilegeInput): WayToWrite {
  const may = (words: string, hint = ''): WayToWrite => ({ way: 'helper', words, hint, file, lacks: null });
  switch (answer.kind) {
    case 'absent':
      return none(
        'helper-absent',
        'polkit is not installed, so nothing can be written as root.',
        'Install polkit.',
      );
    case 'no-action':
      return none(
        'helper-absent',
        'polkit does not know the action of the helper that writes drives.',
        PACKAGE_HINT,
      );
    case 'forbidden':
      return none(
        'not-authorised',
        'polkit does not let this user write drives.',
        'Ask whoever looks after this machine.',
      );
    case 'allowed':
      return may('polkit lets you write drives without a question.');
    case 'asks':
      if (input.terminal || agentRuns())
        return may('polkit will ask for a password before a drive is written.');
      return {
        ...may(
          'No polkit agent was found in this session, so nobody would ask for the password.',
          'Start one, for example hyprpolkitagent or polkit-gnome; on NixOS `security.soteria.enable`. Or write from a terminal.',
        ),
        lacks: 'agent-absent',
      };
  }
}

function none(lacks: NonNullable<WayToWrite['lacks']>, words: string, hint: string): WayToWrite {
  return { way: 'none', words, hint, file: null, lacks };
}
