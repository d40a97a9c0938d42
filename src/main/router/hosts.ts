import { implement } from '@orpc/server';
import { hostsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(hostsContract);

export const hostsRouter = ({ hosts }: Services) => ({
  templates: os.templates.handler(() => hosts.templates()),
  plan: os.plan.handler(({ input }) => hosts.gesture(input, true)),
  apply: os.apply.handler(({ input }) => hosts.gesture(input, false)),
  scan: os.scan.handler(({ input, signal }) => hosts.scan(input.name, input.address, signal)),
  trust: os.trust.handler(async ({ input, signal }) => ({
    accepted: await hosts.trust(input.name, input.address, input.fingerprint, signal),
  })),
});
