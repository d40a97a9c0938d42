import { implement } from '@orpc/server';
import { recipesContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(recipesContract);

export const recipesRouter = ({ recipes }: Services) => ({
  list: os.list.handler(() => recipes.list()),
  run: os.run.handler(({ input }) => recipes.run(input)),
});
