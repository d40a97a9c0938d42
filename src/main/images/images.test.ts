import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJobs, type Jobs } from '../jobs';
import { type Home, resolveHome } from '../state';
import type { ImageBuilt } from './build';
import { createImages, type Images, keyOfImage } from './images';

let dir: string;
let home: Home;
let jobs: Jobs;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-images-'));
  home = resolveHome({ SNOWFLEET_HOME: join(dir, 'home') });
  jobs = createJobs({ home, version: '0' });
  mkdirSync(join(dir, 'images/practice'), { recursive: true });
});
afterEach(async () => {
  await jobs.close();
  rmSync(dir, { recursive: true, force: true });
});

const SUM = 'b'.repeat(64);
/** What stands in for make.sh: the bytes are no image, the way there is the real one. */
const MAKE = `[ "$1" != --check ] || exit 0
mkdir "$1" && echo image >"$1/$2-practice.img" && echo "${SUM}  x" >"$1/$2-practice.img.sha256"
cp "$4" "$1/keys"`;

interface How {
  readonly standIn: boolean;
  readonly keys?: readonly string[];
  readonly make?: string;
  readonly buildFlakeOutput?: (attribute: string) => Promise<string>;
}

function images({ standIn, keys = [], make = MAKE, buildFlakeOutput }: How): Images {
  writeFileSync(join(dir, 'images/practice/make.sh'), make);
  return createImages({
    home,
    env: { PATH: process.env['PATH'] },
    jobs,
    imagesDir: join(dir, 'images'),
    userKeys: async () => keys,
    fleet: () => ({
      dir: join(dir, 'fleet'),
      standIn,
      hostNames: async () => ['p510', 'hp', '../../elsewhere'],
      nix: {
        locate: async () => ({ ref: 'path:/fleet', dir: '/fleet', sub: '', git: false }),
        buildFlakeOutput: ({ attribute }) =>
          buildFlakeOutput?.(attribute) ?? Promise.reject(new Error('not asked for')),
        probe: async () => ({ available: true, version: '2.26.3', store: 'daemon', note: null }),
      },
    }),
  });
}

const built = async (one: Images, name: string): Promise<ImageBuilt> =>
  jobs.result<ImageBuilt>((await one.build(name)).id);

describe('images of a practice fleet', () => {
  it('are made with a key of ours and those of the user, and known by their own afterwards', async () => {
    const one = images({ standIn: true, keys: ['ssh-ed25519 USER'] });
    expect(await one.list()).toMatchObject([
      { name: 'p510', path: null, canBuild: true, job: null },
      { name: 'hp' },
    ]);
    const image = await built(one, 'p510');
    expect(image).toMatchObject({ name: 'p510', sha256: SUM, bytes: 6, commit: null });
    expect(readFileSync(join(image.path, '../keys'), 'utf8')).toMatch(
      /^ssh-ed25519 AAAA\S+\nssh-ed25519 USER\n$/,
    );
    expect((await one.list())[0]).toMatchObject({ path: image.path, sha256: SUM });
    expect(await keyOfImage(home, join(dir, 'fleet'), 'p510')).toMatch(/^ssh-ed25519 AAAA/);
    expect(await keyOfImage(home, join(dir, 'fleet'), 'hp')).toBeNull();
  });

  it('are built once at a time, and a making that fails leaves the present one', async () => {
    const one = images({ standIn: true });
    const { path } = await built(one, 'p510');
    const slow = images({
      standIn: true,
      make: '[ "$1" != --check ] || exit 0; while [ ! -e "$1.go" ]; do sleep 0.05; done; echo broken >&2; exit 1',
    });
    const job = await slow.build('p510');
    expect((await slow.list())[0]).toMatchObject({ job: job.id, path });
    await expect(slow.build('p510')).rejects.toMatchObject({ code: 'busy' });
    writeFileSync(join(path, '../../next.go'), '');
    await expect(jobs.result(job.id)).rejects.toMatchObject({ code: 'build-failed' });
    expect((await slow.list())[0]).toMatchObject({ job: null, path });
  });

  it('say what is missing, before anything is begun', async () => {
    const one = images({ standIn: true, make: 'echo "This is no Debian." >&2; exit 3' });
    expect((await one.list())[0]).toMatchObject({ canBuild: false, words: 'This is no Debian.' });
    await expect(one.build('p510')).rejects.toMatchObject({ code: 'practice-unavailable' });
    await expect(one.build('nobody')).rejects.toMatchObject({ code: 'unknown-image' });
    expect(await jobs.list()).toEqual([]);
  });
});

describe('images of a fleet', () => {
  it('are built by Nix for a host, with what it left beside the image', async () => {
    const out = join(dir, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'snowfleet-p510.iso'), 'iso');
    writeFileSync(join(out, 'image.json'), JSON.stringify({ file: 'snowfleet-p510.iso', sha256: SUM }));
    const one = images({
      standIn: false,
      keys: ['ssh-ed25519 USER'],
      buildFlakeOutput: async (attribute) => {
        expect(attribute).toBe('image');
        return out;
      },
    });
    expect(await built(one, 'p510')).toMatchObject({ path: join(out, 'snowfleet-p510.iso'), sha256: SUM });
    expect(await keyOfImage(home, join(dir, 'fleet'), 'p510')).toBeNull();
  });

  it('are not built for nobody to log in to, nor taken for images when they are none', async () => {
    await expect(images({ standIn: false }).build('p510')).rejects.toMatchObject({ code: 'no-identity' });
    const out = join(dir, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'image.json'), JSON.stringify({ file: '../../etc/passwd', sha256: SUM }));
    const one = images({ standIn: false, keys: ['ssh-ed25519 USER'], buildFlakeOutput: async () => out });
    await expect(built(one, 'p510')).rejects.toMatchObject({ code: 'build-failed' });
  });
});
