import { implement } from '@orpc/server';
import { terminalsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(terminalsContract);

export const terminalsRouter = ({ terminals }: Services) => ({
  open: os.open.handler(({ input: { host, ...size } }) => terminals.open(host, size)),
  resize: os.resize.handler(async ({ input: { id, ...size } }) => {
    await terminals.resize(id, size);
    return {};
  }),
  close: os.close.handler(async ({ input }) => {
    await terminals.close(input.id);
    return {};
  }),
  list: os.list.handler(() => terminals.list()),
});
