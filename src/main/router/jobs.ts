import { implement } from '@orpc/server';
import { jobsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(jobsContract);

export const jobsRouter = ({ jobs }: Services) => ({
  list: os.list.handler(() => jobs.list()),
  follow: os.follow.handler(({ input, signal }) => jobs.follow(input.job, input.after, signal)),
  cancel: os.cancel.handler(({ input }) => jobs.cancel(input.job)),
});
