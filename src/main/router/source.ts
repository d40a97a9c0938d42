import { implement } from '@orpc/server';
import { sourceContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(sourceContract);

export const sourceRouter = ({ source }: Services) => ({
  read: os.read.handler(({ input }) => source.read(input.file)),
  open: os.open.handler(({ input }) => source.open(input)),
  files: os.files.handler(() => source.files()),
  editors: os.editors.handler(() => ({ editors: source.editors() })),
});
