import { implement } from '@orpc/server';
import { secretsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(secretsContract);

export const secretsRouter = ({ secrets }: Services) => ({
  changeRules: os.changeRules.handler(({ input: { wishes, dryRun } }) =>
    secrets().changeRules(wishes, dryRun),
  ),
  leaks: os.leaks.handler(() => secrets().leaks()),
  list: os.list.handler(({ input, signal }) =>
    secrets().list({ evaluate: input?.evaluate === true, signal }),
  ),
});
