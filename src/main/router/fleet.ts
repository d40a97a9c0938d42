import { implement } from '@orpc/server';
import { fleetContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(fleetContract);

export const fleetRouter = ({ fleet }: Services) => ({
  current: os.current.handler(() => fleet.current()),
  open: os.open.handler(({ input }) => fleet.open(input.dir)),
  recent: os.recent.handler(() => fleet.recent()),
  inventory: os.inventory.handler(() => fleet.inventory()),
  reach: os.reach.handler(({ input }) => fleet.reach(input.host)),
  inventoryChange: os.inventoryChange.handler(({ input }) => fleet.inventoryChange(input.since)),
  loads: os.loads.handler(() => fleet.loads()),
  check: os.check.handler(async () => ({ findings: await fleet.check() })),
  evaluate: os.evaluate.handler(async () => ({ job: (await fleet.evaluate()).id })),
  readFacts: os.readFacts.handler(({ input, signal }) =>
    fleet.readFacts(input.hosts, input.unattended === true, signal),
  ),
});
