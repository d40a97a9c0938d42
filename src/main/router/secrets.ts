import { implement } from '@orpc/server';
import { secretsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(secretsContract);

export const secretsRouter = ({ secrets }: Services) => ({
  list: os.list.handler(({ signal }) => secrets().list(signal)),
});
