import { implement } from '@orpc/server';
import { explainContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(explainContract);

export const explainRouter = ({ features }: Services) => ({
  askNix: os.askNix.handler(async ({ input }) => ({
    job: (await features.askNix(input.host, input.path)).id,
  })),
});
