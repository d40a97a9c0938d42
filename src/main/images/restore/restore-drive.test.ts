import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError, type Drive, type Job, type WriteWish } from '../../../shared/contract';
import { resolveHome } from '../../state';
import { restoreDrive } from './restore-drive';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snowfleet-restore-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Restores a drive of so many bytes; `end` ends the write. */
function restore(bytes: number, write: (wish: WriteWish) => void = () => undefined) {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  const drive = { path: '/dev/sdc', bytes } as Drive;
  const started = restoreDrive(
    {
      home: resolveHome({ SNOWFLEET_HOME: folder }),
      jobs: { result: <Result>() => over as Promise<Result> },
      drives: () => Promise.resolve([drive]),
      write(wish) {
        write(wish);
        return Promise.resolve({ id: 'j1' } as Job);
      },
    },
    { drive: '/dev/sdc', confirm: 'S' },
  );
  return { started, end };
}

it('writes an image of the tables alone, which is gone once it is written', async () => {
  let image = '';
  const { started, end } = restore(8e9, (wish) => {
    expect(wish).toMatchObject({ drive: '/dev/sdc', confirm: 'S' });
    ({ image } = wish);
  });
  await started;
  expect(statSync(image).size).toBeLessThan(20e6);
  end();
  await expect.poll(() => existsSync(image)).toBe(false);
});

it('leaves nothing behind where the write is refused', async () => {
  let image = '';
  const { started } = restore(8e9, (wish) => {
    ({ image } = wish);
    throw new AppError('drive-refused', 'No.');
  });
  await expect(started).rejects.toMatchObject({ code: 'drive-refused' });
  expect(existsSync(image)).toBe(false);
});

it.each([1e6, 4e12])('refuses a drive of %i bytes before anything is made', async (bytes) => {
  await expect(restore(bytes).started).rejects.toMatchObject({ code: 'drive-refused' });
});
