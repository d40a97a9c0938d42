import { implement } from '@orpc/server';
import { terminalsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(terminalsContract);

export const terminalsRouter = ({ terminals }: Services) => ({
  open: os.open.handler(({ input }) => terminals.open(input)),
  reconnect: os.reconnect.handler(({ input }) => terminals.reconnect(input)),
  resize: os.resize.handler(({ input }) => {
    terminals.resize(input);
    return {};
  }),
  close: os.close.handler(({ input }) => {
    terminals.close(input);
    return {};
  }),
  list: os.list.handler(() => terminals.list()),
  layout: os.layout.handler(() => terminals.layout()),
  setLayout: os.setLayout.handler(async ({ input }) => {
    await terminals.setLayout(input);
    return {};
  }),
});
