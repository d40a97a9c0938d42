import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { changeableByOthers, INSTALLED_NAME, isChangeable, standingOf, type StandingInput } from './standing';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('standing.test: skipped, because only root can make files of root');

// Not below /tmp, which everybody may write to and which is therefore refused itself.
describe.skipIf(!isRoot)('as what the helper runs', () => {
  const dir = realpathSync(mkdtempSync('/root/snowfleet-standing-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const install = (name: string, permit = false): string => {
    const folder = mkdtempSync(join(dir, 'libexec-'));
    chmodSync(folder, 0o755);
    const file = join(folder, name);
    writeFileSync(file, '');
    chmodSync(file, 0o755);
    if (permit) writeFileSync(join(folder, 'allow-loop'), '');
    return file;
  };
  const asked = (file: string, env: StandingInput['env'] = { PKEXEC_UID: '1000' }, effectiveUser = 0) => {
    try {
      return standingOf({ file, env, effectiveUser });
    } catch (error) {
      if (isAppError(error)) return error.code;
      throw error;
    }
  };

  it('installed and through pkexec: real drives, with the rights of who asked', () => {
    expect(asked(install(INSTALLED_NAME))).toEqual({ loops: 'refused', user: 1000 });
    expect(asked(install(INSTALLED_NAME, true))).toEqual({ loops: 'allowed', user: 1000 });
  });

  it('from a checkout: by root for loop devices alone, never through pkexec', () => {
    const file = install('writer-helper.cjs', true);
    expect(asked(file, {})).toEqual({ loops: 'only', user: null });
    expect(asked(file)).toBe('helper-unsafe');
  });

  it('without root’s rights: not at all', () => {
    expect(asked(install(INSTALLED_NAME), {}, 1000)).toBe('not-authorised');
  });

  it('where another user may change it or a folder above it: not at all', () => {
    const owned = install(INSTALLED_NAME);
    chownSync(owned, 1000, 1000);
    expect(asked(owned)).toBe('helper-unsafe');
    const writable = install(INSTALLED_NAME);
    chmodSync(writable, 0o775);
    expect(asked(writable)).toBe('helper-unsafe');
    const below = join(dir, 'open');
    mkdirSync(below);
    chmodSync(below, 0o777);
    mkdirSync(join(below, 'inner'));
    const inside = join(below, 'inner', INSTALLED_NAME);
    writeFileSync(inside, '');
    expect(changeableByOthers(inside)).toBe(below);
    expect(asked(inside)).toBe('helper-unsafe');
  });

  it('the store of Nix is sticky, so what is root’s there stays as it is; no other folder is let pass for that', () => {
    expect(isChangeable('/nix/store', { uid: 0, mode: 0o41775 })).toBe(false);
    expect(isChangeable('/nix/store', { uid: 0, mode: 0o40775 })).toBe(true);
    expect(isChangeable('/nix/store', { uid: 0, mode: 0o41777 })).toBe(true);
    expect(isChangeable('/nix/store', { uid: 1000, mode: 0o41755 })).toBe(true);
    expect(isChangeable('/tmp', { uid: 0, mode: 0o41775 })).toBe(true);
  });

  it('a link is followed to what it leads to', () => {
    const checkout = install('writer-helper.cjs');
    const link = join(dir, INSTALLED_NAME);
    symlinkSync(checkout, link);
    expect(asked(link)).toBe('helper-unsafe');
  });

  it('a user that is none', () => {
    for (const user of ['', 'root', '-1', '1e3', '0x0', '99999999999']) {
      expect(asked(install(INSTALLED_NAME), { PKEXEC_UID: user }), user).toBe('helper-unsafe');
    }
  });

  it('a permit for loop devices that another user wrote is none', () => {
    const file = install(INSTALLED_NAME, true);
    chownSync(join(file, '..', 'allow-loop'), 1000, 1000);
    expect(asked(file)).toMatchObject({ loops: 'refused' });
  });
});
