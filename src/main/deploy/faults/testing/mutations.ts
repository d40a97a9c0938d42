import type { ActivationScripts } from '../../activation/remote-activation';
import type { Cell } from './cells';

/** A promise taken out of the script, and a cell that must notice. */
export interface Mutation {
  readonly without: string;
  readonly mutate: (scripts: ActivationScripts) => ActivationScripts;
  readonly cell: Cell;
  /** What the cell must say then. */
  readonly red: RegExp;
}

/** Replaces one piece of the script; throws where the script has no such piece any more. */
function replace(
  piece: string,
  by: string,
  script: keyof ActivationScripts = 'activate',
): Mutation['mutate'] {
  return (scripts) => {
    const parts = scripts[script].split(piece);
    if (parts.length !== 2) throw new Error(`the script has ${parts.length - 1} times: ${piece}`);
    return { ...scripts, [script]: parts.join(by) };
  };
}

export const MUTATIONS: readonly Mutation[] = [
  {
    without: 'the acknowledgement',
    mutate: replace('\nwait_for_acknowledgement() {\n', '\nwait_for_acknowledgement() {\n  return 0\n'),
    cell: { fault: 'changed-host-key', step: 'test', moment: 'middle' },
    red: /ended on the new system, not the old one/,
  },
  {
    without: 'the lock',
    mutate: replace('take_lock || finish busy ', ': '),
    cell: { fault: 'another-deploy', step: 'profile', moment: 'start' },
    red: /did not strike|not whole|between|came out as/,
  },
  {
    without: 'the re-activation',
    mutate: replace('    limited "$old_running/bin/switch-to-configuration" test\n', '    code=0\n'),
    cell: { fault: 'exit-2', step: 'test', moment: 'middle' },
    red: /between two systems/,
  },
  {
    without: 'the rescue',
    mutate: replace('\n"$@" rescue\'\n', "'\n", 'door'),
    cell: { fault: 'activation-killed', step: 'test', moment: 'middle' },
    red: /did not strike/,
  },
  {
    without: 'the deadline',
    mutate: replace('    until=$((now + seconds))\n', '    until=$((now + 3600))\n'),
    cell: { fault: 'hang', step: 'test', moment: 'start' },
    red: /never came so far|did not strike|unknown was told/,
  },
];
