import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildDoor, startDoor } from './testing/door';
import { makeSecretFleet, type SecretFleet } from './testing/secret-fleet';

const SECRETS = 300;
const KILLS = Number(process.env['SNOWFLEET_KILLS'] ?? 200);

let scratch: string;
let env: NodeJS.ProcessEnv;

const home = (): string => join(scratch, 'home');
/** The intent on disk, as it stands; null where there is none. */
function journal(): { state: string } | null {
  const folder = join(home(), 'state/secrets');
  const [key] = existsSync(folder) ? readdirSync(folder) : [];
  if (key === undefined) return null;
  try {
    return JSON.parse(readFileSync(join(folder, key, 'pending.json'), 'utf8')) as { state: string };
  } catch {
    return null;
  }
}

const rekey = (fleet: SecretFleet) =>
  startDoor(['--fleet', fleet.dir, '--json', 'rekey', '-i', fleet.identity], env);
/** Any command that opens the fleet. */
const open = (fleet: SecretFleet) => startDoor(['--fleet', fleet.dir, '--json', 'secrets', 'kept'], env);

/** Every secret holds what it always held, all are old or all are new, and nothing is left over. */
async function requireWhole(fleet: SecretFleet, before: readonly string[], when: string): Promise<void> {
  expect(await fleet.wrong(), when).toEqual([]);
  expect(fleet.debris(), when).toEqual([]);
  expect(journal(), when).toBeNull();
  const changed = fleet.hashes().filter((hash, index) => hash !== before[index]).length;
  expect([0, SECRETS], when).toContain(changed);
}

const isRoot = process.getuid?.() === 0;

function mount(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'snowfleet-mount-'));
  const can = isRoot && mount(folder, 'size=64k');
  if (can) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return can;
}

beforeAll(() => buildDoor());
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'snowfleet-secrets-long-'));
  env = { HOME: join(scratch, 'user'), SNOWFLEET_HOME: home() };
});
const finish: (() => void)[] = [];
afterEach(() => {
  for (const end of finish.splice(0)) end();
  rmSync(scratch, { recursive: true, force: true });
});

describe(`a rekey of ${SECRETS} secrets`, () => {
  it(`killed at ${KILLS} instants leaves every secret as it was`, async () => {
    const dir = join(scratch, 'fleet');
    const fleet = await makeSecretFleet(dir, join(scratch, 'keys'), SECRETS);
    const began = performance.now();
    const { code, stderr } = await rekey(fleet).ended;
    expect(code, stderr).toBe(0);
    const whole = performance.now() - began;
    const struck: Record<string, number> = {};
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = fleet.hashes();
      const running = rekey(fleet);
      // Half of them anywhere; the others where files are being moved, which is short.
      if (kill % 2 === 0) await sleep(Math.random() * whole * 1.05);
      else {
        while (!running.isOver() && journal()?.state !== 'committing') await sleep(1);
        await sleep(Math.random() * 60);
      }
      running.kill();
      await running.ended;
      const state = journal()?.state ?? 'no intent';
      struck[state] = (struck[state] ?? 0) + 1;
      if (kill % 5 === 0) {
        // Whoever mends may be killed as well.
        const mending = open(fleet);
        await sleep(Math.random() * 1000);
        mending.kill();
        await mending.ended;
      }
      const opened = await open(fleet).ended;
      expect(opened.code, `${kill}: ${opened.stderr}`).toBe(0);
      await requireWhole(fleet, before, `kill ${kill}, at ${state}`);
    }
    console.log(
      `killed: ${Object.entries(struck)
        .map(([state, count]) => `${count} at ${state}`)
        .join(', ')}; a whole rekey took ${Math.round(whole)} ms`,
    );
    expect(struck['committing'] ?? 0).toBeGreaterThan(KILLS / 20);
    expect(struck['preparing'] ?? 0).toBeGreaterThan(KILLS / 20);
  });

  it.skipIf(!canMount())('on a disk that becomes full leaves every secret as it was', async () => {
    const disk = join(scratch, 'disk');
    let [done, full] = [0, 0];
    // 300 files take 300 pages: from no room for another to room for all of them twice.
    for (let pages = 305; pages <= 640; pages += 15) {
      expect(mount(disk, `size=${pages * 4}k`)).toBe(true);
      try {
        const fleet = await makeSecretFleet(join(disk, 'fleet'), join(scratch, `keys-${pages}`), SECRETS);
        const before = fleet.hashes();
        const { code, stdout } = await rekey(fleet).ended;
        if (code === 0) done += 1;
        else {
          full += 1;
          expect(JSON.parse(stdout), `${pages} pages`).toMatchObject({ error: { code: 'disk-full' } });
          expect(fleet.hashes()).toEqual(before);
        }
        await requireWhole(fleet, before, `${pages} pages`);
      } finally {
        execFileSync('umount', [disk]);
      }
    }
    console.log(`disks: ${full} too small, ${done} large enough`);
    expect(full).toBeGreaterThan(0);
    expect(done).toBeGreaterThan(0);
  });

  it.skipIf(!canMount())(
    'on a disk that becomes read-only midway leaves every secret as it was',
    async () => {
      const disk = join(scratch, 'ro');
      expect(mount(disk, 'size=64m')).toBe(true);
      finish.push(() => execFileSync('umount', ['-l', disk]));
      const fleet = await makeSecretFleet(join(disk, 'fleet'), join(scratch, 'keys-ro'), SECRETS);
      const began = performance.now();
      await rekey(fleet).ended;
      const whole = performance.now() - began;
      const ends: Record<string, number> = {};
      for (let round = 1; round <= 40; round += 1) {
        const before = fleet.hashes();
        const running = rekey(fleet);
        if (round % 2 === 0) await sleep(Math.random() * whole);
        else {
          while (!running.isOver() && journal()?.state !== 'committing') await sleep(1);
          await sleep(Math.random() * 60);
        }
        let isReadOnly = false;
        for (let attempt = 0; attempt < 500 && !isReadOnly; attempt += 1) {
          try {
            execFileSync('mount', ['-o', 'remount,ro', disk], { stdio: 'pipe' });
            isReadOnly = true;
          } catch {
            // A file is open for writing.
          }
        }
        const { code, stdout } = await running.ended;
        const told = code === 0 ? 'done' : (JSON.parse(stdout) as { error: { code: string } }).error.code;
        ends[told] = (ends[told] ?? 0) + 1;
        expect(['done', 'read-only']).toContain(told);
        expect(await fleet.wrong(), `while read-only, round ${round}`).toEqual([]);
        if (isReadOnly) execFileSync('mount', ['-o', 'remount,rw', disk]);
        const opened = await open(fleet).ended;
        expect(opened.code, opened.stderr).toBe(0);
        await requireWhole(fleet, before, `round ${round}, ${told}`);
      }
      console.log(`read-only midway: ${JSON.stringify(ends)}`);
      expect(ends['read-only'] ?? 0).toBeGreaterThan(0);
    },
  );
});
