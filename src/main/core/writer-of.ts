import { basename, dirname, join } from 'node:path';
import type { Job, WriteRecord, WriteWish } from '../../shared/contract';
import type { DriveList } from '../drives';
import { blockMapOf, inspectImage, type Images, type WriteHistory } from '../images';
import type { Services } from '../router';
import { findUnpackers, findWay, startWrite, type WayToWrite } from '../writer';
import type { Parts } from './services';

type WriterServices = Pick<Services['images'], 'inspect'> &
  Pick<Services['drives'], 'privilege'> & {
    /** `purpose`: what the history notes it as. */
    write(wish: WriteWish, purpose?: WriteRecord['purpose']): Promise<Job>;
  };

/** What the writer asks of the rest of images and drives. */
interface Neighbours {
  readonly drives: DriveList;
  readonly history: WriteHistory;
  readonly images: Images;
}

/** Looks at images and writes them, with the drives and the fleet of this process. */
export function writerOf(
  { desk, env, home, jobs, pool, resourcesDir }: Parts,
  { drives, history, images }: Neighbours,
): WriterServices {
  const appDir = dirname(resourcesDir);
  const bundle = join(appDir, 'out', 'main', 'writer-helper.cjs');
  // Only a command, which has no threads, may let polkit ask on its terminal: nobody looks at that of a window.
  const terminal = pool === null && process.stdin.isTTY;
  const unpackers = () => findUnpackers(env['PATH']);
  const way = (): Promise<WayToWrite> => findWay({ appDir, env, user: process.getuid?.() ?? 0, terminal });
  const parts = {
    jobs,
    drives: async (wish: Parameters<DriveList['list']>[0]) => (await drives.list(wish)).drives,
    inspect: (
      what: Pick<WriteWish, 'sha256'> & { readonly path: string; readonly check: boolean },
      signal?: AbortSignal,
      onProgress?: (done: number, total: number) => void,
    ) => inspectImage({ ...what, bundle, unpackers: unpackers(), signal, onProgress }),
    blockMap: blockMapOf,
    way,
    bundle,
    terminal,
    unpackers,
    fleet: () => desk.current()?.fleet.dir ?? null,
    state: home.state,
  };
  return {
    inspect: (what, signal) => parts.inspect(what, signal),
    async privilege() {
      const { way: name, words, hint } = await way();
      return { way: name, words, hint };
    },
    async write(wish, purpose = 'image') {
      const { job, image, drive } = await startWrite(parts, wish);
      const known = desk.current() === null ? [] : await images.list().catch(() => []);
      const built = known.find(({ path }) => path === image.file || path === wish.image);
      const { path, title, serial, bytes } = drive;
      await history.begin(job, {
        purpose,
        image: {
          path: image.file,
          name: built?.name ?? basename(image.file),
          title: built?.title ?? basename(image.file),
          host: built?.host ?? null,
          bytes: image.bytes,
        },
        drive: { path, title, serial, bytes },
      });
      return job;
    },
  };
}
