import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePracticeImage, practiceMissing } from './practice';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-practice-image-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let count = 0;
/** A make.sh that does what `script` says, and what became of it. */
async function make(script: string, signal = new AbortController().signal) {
  const imagesDir = join(dir, `images-${++count}`);
  mkdirSync(join(imagesDir, 'practice'), { recursive: true });
  writeFileSync(join(imagesDir, 'practice/make.sh'), script);
  const into = join(dir, `image-${count}`);
  const steps: string[] = [];
  const logged: string[] = [];
  const wish = { login: 'p510', keys: ['ssh-ed25519 AAAA'], hostKey: '/key', fleet: null, cache: '/c', into };
  const made = makePracticeImage({ imagesDir, env: process.env }, wish, {
    signal,
    step: (id) => steps.push(id),
    log: (line) => logged.push(line),
  });
  return { made, steps, logged, into, imagesDir };
}

describe('making a practice image', () => {
  it('tells the steps, hands over the keys, and takes them away again', async () => {
    const { made, steps, logged, into } = await make(
      'echo "@step packages"; echo "@step pack"; echo hello; mkdir "$1"; cp "$4" "$1/keys"',
    );
    expect(await made).toBe('p510-practice.img');
    expect(steps).toEqual(['packages', 'pack']);
    expect(logged).toEqual(['hello']);
    expect(readFileSync(join(into, 'keys'), 'utf8')).toBe('ssh-ed25519 AAAA\n');
    expect(existsSync(`${into}.keys`)).toBe(false);
  });

  it('says what is missing where it cannot be made', async () => {
    const { made, imagesDir } = await make('echo "This is no Debian." >&2; echo "Use Nix." >&2; exit 3');
    await expect(made).rejects.toMatchObject({
      code: 'practice-unavailable',
      message: 'This is no Debian.',
      hint: 'Use Nix.',
    });
    expect(await practiceMissing({ imagesDir, env: process.env })).toBe('This is no Debian. Use Nix.');
  });

  it('tells a full disk from a script that fails', async () => {
    const full = await make('echo "dd: error writing: No space left on device" >&2; exit 1');
    await expect(full.made).rejects.toMatchObject({ code: 'disk-full' });
    const failed = await make('mkdir -p "$1.making"; echo "grub is gone" >&2; exit 1');
    await expect(failed.made).rejects.toMatchObject({
      code: 'build-failed',
      message: 'The practice image was not made: grub is gone',
    });
    expect(existsSync(`${failed.into}.making`), 'what was begun is gone').toBe(false);
  });

  it('is ended by a cancel, with all that it started', async () => {
    const stop = new AbortController();
    const { made, into } = await make('mkdir -p "$1.making"; echo "@step packages"; sleep 600', stop.signal);
    const ended = expect(made).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => existsSync(`${into}.making`)).toBe(true);
    stop.abort();
    await ended;
    expect(existsSync(`${into}.making`)).toBe(false);
  });
});
