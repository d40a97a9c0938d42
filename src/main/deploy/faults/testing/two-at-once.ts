import { z } from 'zod';
import { Door, type Running } from '../../../../../e2e/terminal-door/support/door';
import { hostResultSchema, type HostResult } from '../../../../shared/contract';
import type { Stand } from './bench';
import { writeFaultFleet } from './fleet';
import { baseline, nameOf, restore, revise } from './run-cell';
import { LIMITS } from './strike';

const resultSchema = z.object({ hosts: z.tuple([hostResultSchema]) });

/** Two operators, each a process with a home of its own, deploy different systems to one host at the same time. */
export async function twoAtOnce(
  stand: Stand,
): Promise<{ readonly results: readonly HostResult[]; readonly running: string }> {
  const { lane } = stand;
  const doors = [new Door(), new Door()];
  try {
    await baseline(stand);
    revise(stand);
    // Both systems carry the name that is held, so whoever comes first waits for the other.
    writeFaultFleet(stand.otherFleet, lane.name, `other${nameOf(stand.revision)}`);
    lane.hold('test-middle');
    const commands = [stand.fleet, stand.otherFleet].map((fleet, index): Running => {
      const limits = ['--activation-limit', `${LIMITS.activation}`, '--confirm-limit', `${LIMITS.confirm}`];
      const words = [
        '--ssh-config',
        stand.sshConfig,
        '--json',
        'deploy',
        lane.name,
        '--yes',
        '--no-preflight',
      ];
      return (doors[index] as Door).start([...words, ...limits], { env: { SNOWFLEET_FLEET: fleet } });
    });
    await lane.reached('test-middle');
    await Promise.race(commands.map(({ answer }) => answer));
    lane.release('test-middle');
    const answers = await Promise.all(commands.map(({ answer }) => answer));
    return { results: answers.map(({ stdout }) => resultIn(stdout)), running: (await lane.truth()).running };
  } finally {
    for (const door of doors) await door.end();
    await restore(stand);
  }
}

/** Of the one host, from the last line that a command said. */
function resultIn(stdout: string): HostResult {
  return resultSchema.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).hosts[0];
}
