import { implement } from '@orpc/server';
import { featuresContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(featuresContract);

export const featuresRouter = ({ features }: Services) => ({
  catalogue: os.catalogue.handler(async () => ({ features: await features.catalogue() })),
  boardChange: os.boardChange.handler(({ input }) => features.boardChange(input.since)),
  assignments: os.assignments.handler(async ({ input }) => ({
    host: input.host,
    assignments: await features.assignments(input.host),
  })),
  explain: os.explain.handler(({ input }) => features.explain(input.host, input.path)),
  values: os.values.handler(({ input }) => features.values(input.feature)),
  options: os.options.handler(async ({ input }) => ({
    options: (await features.options(input.query)).slice(0, input.limit),
  })),
});
