import { createDrives, type DriveList } from '../drives';
import type { WriteHistory } from '../images';
import type { Parts } from './services';

/** The drives of this machine, with what of the open fleet, the state and running writes must not be lost. */
export function drivesOf(
  { desk, env, home }: Pick<Parts, 'desk' | 'env' | 'home'>,
  history: WriteHistory,
): DriveList {
  return createDrives({
    async precious() {
      const [recent, writes] = await Promise.all([desk.recent(), history.list()]);
      const current = desk.current()?.fleet.dir;
      return {
        fleets: [...(current === undefined ? [] : [current]), ...recent.map(({ dir }) => dir)],
        states: [home.state, home.data],
        writing: writes.filter(({ outcome }) => outcome === 'running').map(({ drive }) => drive.path),
        allowLoops: env['SNOWFLEET_ALLOW_LOOP'] === '1',
      };
    },
  });
}
