import { implement } from '@orpc/server';
import { imagesContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(imagesContract);

export const imagesRouter = ({ images }: Services) => ({
  build: os.build.handler(async ({ input }) => ({ job: (await images.build(input.name)).id })),
  complete: os.complete.handler(({ input }) => images.complete(input.path)),
  history: os.history.handler(async () => ({ writes: await images.history() })),
  inspect: os.inspect.handler(({ input, signal }) => images.inspect(input, signal)),
  list: os.list.handler(async () => ({ images: await images.list() })),
  restore: os.restore.handler(async ({ input }) => ({ job: (await images.restore(input)).id })),
  write: os.write.handler(async ({ input }) => ({ job: (await images.write(input)).id })),
});
