import { closeSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { toErrorShape } from '../../../shared/contract';
import type { Machine } from '../../../shared/drives';
import { Blocks, writeCancelled, writeDrive } from '../pipeline';
import { openHasher, openSource } from '../threads';
import { openDirect, type HeldDrive } from './direct-drive';
import { examine } from './examine';
import { openImage } from './open-image';
import { readOrders } from './order-reader';
import type { HelperReply, HelperRequest } from './protocol';
import { asUser, becomeUser } from './rights';
import { standingOf, type Standing } from './standing';
import { SYSTEM_PATH, unmount } from './unmount';

export interface HelperOptions {
  /** The helper's own bundle, which its threads run too. */
  readonly bundle: string;
  readonly input: Readable;
  readonly readMachine: () => Promise<Machine>;
}

/** A desktop may mount a drive again between our unmounting and our opening. */
const OPEN_TRIES = 3;

/**
 * One write from request to end, as the privileged process. Everything is judged anew, the image is opened with the user's
 * own rights, and root's rights are given up as soon as the drive is open.
 */
export async function runHelper(options: HelperOptions): Promise<void> {
  const abort = new AbortController();
  try {
    // Programs are looked for where only root can put any, whatever the environment says.
    process.env['PATH'] = SYSTEM_PATH;
    const standing = standingOf({
      file: options.bundle,
      env: process.env,
      effectiveUser: process.geteuid!(),
    });
    const orders = readOrders(options.input);
    void orders.cancelled.then(() => abort.abort(writeCancelled()));
    process.on('SIGTERM', () => abort.abort(writeCancelled()));
    process.on('SIGINT', () => abort.abort(writeCancelled()));
    await serve(await orders.request, standing, options, abort.signal);
    process.exit(0);
  } catch (error) {
    tell({ type: 'error', error: toErrorShape(error) });
    // What the kernel still has in hand cannot be called back, and an orderly exit would wait for it.
    process.kill(process.pid, 'SIGKILL');
  }
}

async function serve(
  request: HelperRequest,
  standing: Standing,
  { bundle, readMachine }: HelperOptions,
  signal: AbortSignal,
): Promise<void> {
  const { user } = standing;
  examine(await readMachine(), request, standing);
  const image = asUser(user, () => openImage(request.image, request.imageMark));
  const blocks = new Blocks();
  // It takes its time to begin.
  const hasher = openHasher(bundle, blocks.memory);
  const drive = await take(request, standing, readMachine);
  becomeUser(user);
  signal.throwIfAborted();
  tell({ type: 'opened' });
  // Not before root's rights are given up: it runs programs that the user names.
  const source = openSource(bundle, {
    kind: 'source',
    memory: blocks.memory,
    fd: image,
    packing: request.packing,
    unpackers: request.unpackers,
  });
  const written = await writeDrive(
    {
      source,
      hasher,
      drive,
      imageBytes: request.imageBytes,
      blockMap: request.blockMap,
      stallLimitMs: request.stallLimitMs,
      signal,
      report: (progress) => tell({ type: 'progress', progress }),
    },
    blocks,
  );
  drive.confirm();
  closeSync(image);
  // Whoever hears of the result may pull the drive out or look at it.
  await drive.close();
  tell({ type: 'result', written });
}

/** Unmounts the drive and opens it for us alone, judging it anew each time. */
async function take(
  request: HelperRequest,
  standing: Standing,
  readMachine: () => Promise<Machine>,
): Promise<HeldDrive> {
  for (let attempt = 1; ; attempt += 1) {
    const { parts } = examine(await readMachine(), request, standing);
    const mounts = parts.flatMap((part) => part.mounts);
    if (mounts.length > 0) tell({ type: 'log', words: `unmounting ${mounts.join(', ')}` });
    await unmount(mounts, request.drive);
    try {
      return await openDirect(request.drive, request.identity);
    } catch (error) {
      if (toErrorShape(error).code !== 'drive-busy' || attempt === OPEN_TRIES) throw error;
    }
  }
}

/** At once and in order, since what follows may end this process. */
function tell(reply: HelperReply): void {
  try {
    writeSync(1, `${JSON.stringify(reply)}\n`);
  } catch {
    // Nobody listens any more; the end of our input cancels.
  }
}
