import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nixEnvironment } from './environment';

const SCRIPT = fileURLToPath(new URL('../../../resources/nix/private-store.sh', import.meta.url));
/** An ordinary user: whoever runs the tests, or nobody where that is root. */
const isRoot = process.getuid?.() === 0;
const uid = isRoot ? 65534 : (process.getuid?.() ?? 0);
const asUser = isRoot ? ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--'] : [];

const [first = '', ...others] = [...asUser, 'unshare', '--map-root-user', '--mount', 'true'];
const allowed = spawnSync(first, others).status === 0;
const nix = spawnSync('nix', ['--version']).status === 0;
if (!allowed || !nix) {
  console.warn(`skipped: private stores (${nix ? 'this system forbids user namespaces' : 'no Nix on PATH'})`);
}

describe.skipIf(!allowed || !nix)('private-store.sh', () => {
  let dir = '';
  const run = (...command: string[]): { status: number | null; stdout: string; stderr: string } => {
    const [program = '', ...args] = [
      ...asUser,
      'sh',
      join(dir, 'private-store.sh'),
      join(dir, 'my store'),
      ...command,
    ];
    const env = nixEnvironment({ ...process.env, HOME: dir }, { store: 'private', standIn: true });
    return spawnSync(program, args, { cwd: dir, env, encoding: 'utf8' });
  };

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'snowfleet-private-'));
    copyFileSync(SCRIPT, join(dir, 'private-store.sh'));
    chmodSync(dir, 0o755);
    if (isRoot) chownSync(dir, uid, uid);
  });
  afterAll(() => {
    execFileSync('chmod', ['-R', 'u+w', dir]);
    rmSync(dir, { recursive: true, force: true });
  });

  it('builds paths with their real names into a folder of the user', () => {
    const expression =
      'derivation { name = "private"; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" "echo hi > $out" ]; }';
    const built = run('nix-build', '--no-out-link', '-E', expression);
    expect(built.stderr).not.toContain('error');
    const out = built.stdout.trim();
    expect(out).toMatch(/^\/nix\/store\/[0-9a-z]{32}-private$/);
    expect(existsSync(out.replace(/^\/nix/, join(dir, 'my store')))).toBe(true);
  });

  it('runs the command as the user, in the folder it was called from, and hands on its exit code', () => {
    const { status, stdout } = run('sh', '-c', 'id -u; pwd; exit 7');
    expect(stdout).toBe(`${uid}\n${dir}\n`);
    expect(status).toBe(7);
  });
});
