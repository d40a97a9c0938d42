import { implement } from '@orpc/server';
import { drivesContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(drivesContract);

export const drivesRouter = ({ drives }: Services) => ({
  eject: os.eject.handler(({ input }) => drives.eject(input.path)),
  list: os.list.handler(({ input }) => drives.list(input ?? {})),
  privilege: os.privilege.handler(() => drives.privilege()),
  watch: os.watch.handler(({ input, signal }) => drives.watch(input ?? {}, signal)),
});
