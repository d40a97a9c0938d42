import { implement } from '@orpc/server';
import { newcomersContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(newcomersContract);

export const newcomersRouter = ({ newcomers }: Services) => ({
  await: os.await.handler(({ input, signal }) => newcomers.await(input, signal)),
  welcome: os.welcome.handler(({ input, signal }) => newcomers.welcome(input, signal)),
  forget: os.forget.handler(async ({ input }) => ({ forgotten: await newcomers.forget(input.host) })),
});
