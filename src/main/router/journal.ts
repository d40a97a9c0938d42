import { implement } from '@orpc/server';
import { journalContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(journalContract);

export const journalRouter = ({ journal }: Services) => ({
  read: os.read.handler(({ input, signal }) => journal.read(input.host, input, signal)),
});
