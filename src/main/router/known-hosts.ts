import { implement } from '@orpc/server';
import { agentContract, knownHostsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(knownHostsContract);
const agentOs = implement(agentContract);

export const knownHostsRouter = ({ knownHosts }: Services) => ({
  list: os.list.handler(async ({ input }) => ({ keys: await knownHosts.list(input.host) })),
  scan: os.scan.handler(({ input, signal }) => knownHosts.scan(input.host, signal)),
  accept: os.accept.handler(async ({ input, signal }) => ({
    accepted: await knownHosts.accept(input.host, input.fingerprint, signal),
  })),
  forget: os.forget.handler(({ input }) => knownHosts.forget(input.host)),
});

export const agentRouter = ({ agent }: Services) => ({
  keys: agentOs.keys.handler(async () => ({ keys: await agent.keys() })),
});
