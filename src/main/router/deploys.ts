import { implement } from '@orpc/server';
import { contract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(contract.deploys);

export const deploysRouter = ({ deploys }: Services) => ({
  plan: os.plan.handler(async ({ input }) => ({ job: (await deploys.plan(input.hosts)).id })),
  deploy: os.deploy.handler(async ({ input }) => ({
    job: (await deploys.deploy(input.hosts, input.mode)).id,
  })),
  rollback: os.rollback.handler(async ({ input }) => ({
    job: (await deploys.rollback(input.host, input.to)).id,
  })),
  generations: os.generations.handler(async ({ input }) => ({
    host: input.host,
    generations: await deploys.generations(input.host),
  })),
  runs: os.runs.handler(async ({ input }) => ({ runs: await deploys.runs(input.host) })),
});
