import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { AppError, errorShapeSchema, fromErrorShape } from '../../shared/contract';
import { acquireLock, isOwnerAlive, type Home } from '../state';
import { practicePlaces } from './places';
import { recordSchema, type PracticeRecord } from './protocol';

const START_MS = 20_000;

/** The practice process that runs, if one does. */
export async function findPracticeProcess(home: Home): Promise<PracticeRecord | null> {
  const text = await readFile(practicePlaces(home).record, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const record = recordSchema.parse(JSON.parse(text));
    return isOwnerAlive(record.owner) ? record : null;
  } catch {
    return null;
  }
}

export interface StartOptions {
  readonly home: Home;
  readonly resourcesDir: string;
  /** The built entry of the practice process. */
  readonly hostProcessFile: string;
  /** Its environment: it must find Nix. */
  readonly env: NodeJS.ProcessEnv;
}

/** Finds the practice process or starts it. Of any number of callers, in any processes, one starts it. */
export async function ensurePracticeProcess(options: StartOptions): Promise<PracticeRecord> {
  const running = await findPracticeProcess(options.home);
  if (running) return running;
  const lock = await acquireLock(options.home, 'practice-process', {
    purpose: 'starting practice hosts',
    waitMs: START_MS,
  });
  try {
    return (await findPracticeProcess(options.home)) ?? (await startProcess(options));
  } finally {
    await lock.release();
  }
}

async function startProcess({
  home,
  resourcesDir,
  hostProcessFile,
  env,
}: StartOptions): Promise<PracticeRecord> {
  const places = practicePlaces(home);
  await mkdir(places.state, { recursive: true, mode: 0o700 });
  await rm(places.record, { force: true });
  const log = await open(places.log, 'w', 0o600);
  const life = { ended: false };
  try {
    const child = spawn(process.execPath, [hostProcessFile, JSON.stringify({ home, resourcesDir })], {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      cwd: '/',
      // The window's own program is Electron, which is Node only when told so.
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    });
    child.once('exit', () => (life.ended = true));
    child.once('error', () => (life.ended = true));
    child.unref();
    for (const until = Date.now() + START_MS; Date.now() < until && !life.ended;) {
      const record = await findPracticeProcess(home);
      if (record && record.owner.pid === child.pid) return record;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await log.close();
  }
  throw await startFailure(places.log);
}

async function startFailure(file: string): Promise<AppError> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).trim().split('\n');
  const last = lines.at(-1) ?? '';
  try {
    const found = errorShapeSchema.safeParse((JSON.parse(last) as { error?: unknown }).error);
    if (found.success) return fromErrorShape(found.data);
  } catch {
    // Not a reason but a crash; its words are shown as they are.
  }
  return new AppError('practice-unavailable', 'The process that serves practice hosts did not start.', {
    hint: last === '' ? `Its log ${file} is empty.` : last,
    detail: { log: file, tail: lines.slice(-20).join('\n') },
  });
}
