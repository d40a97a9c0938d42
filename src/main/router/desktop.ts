import { implement } from '@orpc/server';
import { desktopContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(desktopContract);

export const desktopRouter = ({ desktops }: Services) => ({
  hosts: os.hosts.handler(async () => ({ hosts: await desktops.hosts() })),
  read: os.read.handler(({ input, signal }) => desktops.read(input, signal)),
  plasma: os.plasma.handler(({ input, signal }) => desktops.plasma(input, signal)),
  binds: os.binds.handler(async ({ input }) => ({ binds: await desktops.binds(input) })),
  edit: os.edit.handler(({ input }) => desktops.edit(input)),
});
