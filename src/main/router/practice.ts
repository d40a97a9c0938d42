import { implement } from '@orpc/server';
import { practiceContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(practiceContract);

export const practiceRouter = ({ practice }: Services) => ({
  status: os.status.handler(() => practice.status()),
  up: os.up.handler(async ({ input }) => ({ job: (await practice.up(input.hosts)).id })),
  down: os.down.handler(({ input }) => practice.down(input.hosts)),
});
