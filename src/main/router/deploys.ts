import { implement } from '@orpc/server';
import { contract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(contract.deploys);

export const deploysRouter = ({ deploys }: Services) => ({
  preflight: os.preflight.handler(({ input, signal }) => deploys.preflight(input, signal)),
  plan: os.plan.handler(({ input }) => deploys.plan(input)),
  deploy: os.deploy.handler(({ input }) => deploys.deploy(input)),
  rollback: os.rollback.handler(({ input }) => deploys.rollback(input)),
  generations: os.generations.handler(({ input }) => deploys.generations(input)),
  compareGenerations: os.compareGenerations.handler(({ input }) => deploys.compareGenerations(input)),
  generationsSpace: os.generationsSpace.handler(({ input }) => deploys.generationsSpace(input)),
  deleteGenerations: os.deleteGenerations.handler(({ input }) => deploys.deleteGenerations(input)),
  runs: os.runs.handler(({ input }) => deploys.runs(input)),
  run: os.run.handler(({ input }) => deploys.run(input)),
  exportRuns: os.exportRuns.handler(({ input }) => deploys.exportRuns(input)),
});
