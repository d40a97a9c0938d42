import { implement } from '@orpc/server';
import { draftContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(draftContract);

export const draftRouter = ({ draft }: Services) => ({
  get: os.get.handler(() => draft.get()),
  apply: os.apply.handler(({ input }) => draft.apply(input.changes, input.dryRun)),
  undo: os.undo.handler(() => draft.undo()),
  redo: os.redo.handler(() => draft.redo()),
  discard: os.discard.handler(() => draft.discard()),
  resolve: os.resolve.handler(({ input }) => draft.resolve(input.file, input.keep)),
  bringBack: os.bringBack.handler(({ input }) => draft.bringBack(input.gesture)),
  proposeCommit: os.proposeCommit.handler(() => draft.proposeCommit()),
  commit: os.commit.handler(({ input }) => draft.commit(input.message)),
});
