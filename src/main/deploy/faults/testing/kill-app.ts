import { z } from 'zod';
import { Door, kill } from '../../../../../e2e/terminal-door/support/door';
import { hostResultSchema, runSchema, type HostResult } from '../../../../shared/contract';
import type { Stand } from './bench';
import type { Cell } from './cells';
import type { Place } from './place';
import { LIMITS, need } from './strike';

const runsSchema = z.object({ runs: z.array(runSchema) });

/**
 * Deploys by the command in a process of its own and kills that with SIGKILL while the run stands at its place. What
 * the next command tells of the run is the result; null where it tells none.
 */
export async function killApp(
  { step }: Cell,
  stand: Stand,
  place: Place | null,
): Promise<{ run: string; result: HostResult | null; states: string; evidence: () => string }> {
  const { lane } = stand;
  const door = new Door();
  const env = { SNOWFLEET_FLEET: stand.fleet };
  const reach = ['--ssh-config', stand.sshConfig, '--json'];
  try {
    const running = door.start(
      [
        ...reach,
        'deploy',
        lane.name,
        '--yes',
        ...(step === 'preflight' ? [] : ['--no-preflight']),
        '--activation-limit',
        `${LIMITS.activation}`,
        '--confirm-limit',
        `${LIMITS.confirm}`,
      ],
      { env },
    );
    const runs = async (): Promise<z.infer<typeof runsSchema>['runs']> =>
      runsSchema.parse(await door.json([...reach.slice(0, 2), 'runs'], { env })).runs;
    await place?.reached('');
    kill(running.pid);
    const { code } = await running.answer;
    place?.release();
    await lane.until('nothing is activated there any more', async () => !(await lane.isActivating()));
    const [run] = await runs();
    const told = run?.hosts.find(({ host }) => host === lane.name);
    const result = told === undefined || told.outcome === null ? null : hostResultSchema.parse(told);
    return {
      run: run?.id ?? '',
      result,
      states: lane.states(run?.id ?? ''),
      evidence: () =>
        need(
          code === null && run?.state === 'interrupted',
          `the deploy ended with ${code}, its run is ${run?.state}`,
        ),
    };
  } finally {
    await door.end();
  }
}
