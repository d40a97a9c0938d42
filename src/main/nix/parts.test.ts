import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inputDerivations, parseDryRun, readPlanned } from './build-plan';
import { parsePathInfo } from './closure';
import { explainCopy, hostStoreUrl } from './copy';
import { nixConfig, nixEnvironment, readablePath } from './environment';
import { nixString } from './evaluation';
import { isAtLeast, parseNixVersion, probeNix } from './probe';
import { overrideArguments } from './stand-in';

const A = '/nix/store/7py0jnslnnc2ds2fxwd6szgwgv4klr04-greet-1.0';
const B = '/nix/store/mbmi3amiic9svd18hl5jpiz994pl594a-libgreet-1.2';
const base = (path: string): string => path.slice('/nix/store/'.length);
const temporary = mkdtempSync(join(tmpdir(), 'snowfleet-nix-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('parsePathInfo', () => {
  const wanted = [{ path: A, narSize: 120, references: [B] }];

  it('reads the array of 2.8, leaving out what is not valid', () => {
    const json = JSON.stringify([
      { path: A, narSize: 120, references: [B], closureSize: 200 },
      { path: B, valid: false },
    ]);
    expect(parsePathInfo(json)).toEqual(wanted);
  });

  it('reads the object of 2.26', () => {
    expect(parsePathInfo(JSON.stringify({ [A]: { narSize: 120, references: [B] }, [B]: null }))).toEqual(
      wanted,
    );
  });

  it('reads base names below info', () => {
    const json = JSON.stringify({
      info: { [base(A)]: { narSize: 120, references: [base(B)] }, [base(B)]: null },
      storeDir: '/nix/store',
      version: 2,
    });
    expect(parsePathInfo(json)).toEqual(wanted);
  });
});

describe('the build plan', () => {
  const drvs = [`${B}.drv`, `${A}.drv`];

  it('reads what a dry run announces', () => {
    expect(
      parseDryRun(
        `these 2 derivations will be built:\n  ${B}.drv\n  ${A}.drv\nthese paths will be fetched:\n  ${A}`,
      ),
    ).toEqual(drvs);
  });

  const text = (...inputs: string[]): string =>
    `Derive([("dev","${A}-dev","",""),("out","${A}","","")],[${inputs
      .map((input) => `("${input}.drv",["dev","out"])`)
      .join(',')}],["${B}"],"x86_64-linux","/bin/sh",["-c","],[(\\"${A}.drv\\","],[("out","${A}")])`;

  it('finds what a derivation needs, and not what its script looks like', () => {
    expect(inputDerivations(text(A, B))).toEqual([`${A}.drv`, `${B}.drv`]);
    expect(inputDerivations(text())).toEqual([]);
    expect(inputDerivations('')).toEqual([]);
  });

  it('knows who waits for whom, as far as the files can be read', async () => {
    writeFileSync(join(temporary, base(`${A}.drv`)), text(B));
    const planned = await readPlanned(drvs, async (path) => join(temporary, base(path)));
    expect(planned).toEqual([{ drv: `${B}.drv`, parent: `${A}.drv` }, { drv: `${A}.drv` }]);
  });
});

describe('hostStoreUrl', () => {
  it('names the user and brackets IPv6', () => {
    expect(hostStoreUrl({ host: 'a', source: 'address', destination: 'fd00::1', user: 'root' })).toBe(
      'ssh-ng://root@[fd00::1]',
    );
    expect(hostStoreUrl({ host: 'a', source: 'ssh-config', destination: 'a' })).toBe('ssh-ng://a');
  });

  it.each(['-oProxyCommand=x', 'a b', 'a?remote-program=x', 'a/b'])('refuses %s', (destination) => {
    expect(() => hostStoreUrl({ host: 'a', source: 'address', destination })).toThrow(/not an address/);
  });
});

describe('explainCopy', () => {
  it.each([
    ['ssh: connect to host a port 22: Connection refused\nerror: cannot connect to host', 'refused'],
    ['ssh: connect to host a port 22: Connection timed out\nerror: x', 'unreachable'],
    ['root@a: Permission denied (publickey).\nerror: x', 'authentication-failed'],
    ['Host key verification failed.\nerror: x', 'host-key-unknown'],
    [
      '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.',
      'host-key-changed',
    ],
    ['bash: nix-daemon: command not found\nerror: x', 'copy-failed'],
    [
      "error: cannot connect to socket at '/nix/var/nix/daemon-socket/socket': Connection refused",
      'copy-failed',
    ],
    ['error: writing: No space left on device', 'disk-full'],
    ['client_loop: send disconnect: Broken pipe\nerror: writing to file: Broken pipe', 'unreachable'],
    ['Timeout, server a not responding.\nerror: unexpected end-of-file', 'unreachable'],
    ['Read from remote host a: Connection reset by peer\nerror: x', 'unreachable'],
    ['Connection to a closed by remote host.\nerror: unexpected end-of-file', 'unreachable'],
    ['error: writing: No space left on device\nerror: writing to file: Broken pipe', 'disk-full'],
    ['error: path lacks a signature by a trusted key\nerror: writing to file: Broken pipe', 'copy-failed'],
    ['error: something else', 'copy-failed'],
  ])('%j is %s', (messages, code) => {
    expect(explainCopy(messages, 'a').code).toBe(code);
  });

  it('says of a lost connection what it means for the host, not what the pipe was called', () => {
    const error = explainCopy('error: writing to file: Broken pipe', 'a');
    expect(error.message).toBe('The connection to a was lost during the copy.');
    expect(error.hint).toContain('nothing was activated');
    expect(error.detail).toEqual({ host: 'a', text: 'error: writing to file: Broken pipe' });
  });
});

describe('the environment', () => {
  it('sends no restricted setting to a daemon and lets the user have the last word', () => {
    const config = nixConfig({ NIX_CONFIG: 'connect-timeout = 9' }, { store: 'daemon', standIn: true });
    expect(config).not.toMatch(/sandbox|build-users-group|substituters/);
    expect(config.endsWith('connect-timeout = 9')).toBe(true);
    expect(config).toContain('substitute = false');
    expect(nixConfig({}, { store: 'daemon', standIn: false })).not.toContain('substitute');
  });

  it('hides the tools of this machine from nothing that the stand-in builds directly', () => {
    expect(nixConfig({}, { store: 'direct', standIn: true })).toContain('sandbox = false');
    expect(nixConfig({}, { store: 'direct', standIn: false })).not.toContain('sandbox');
  });

  it('builds as nobody else in a private store and forgets another store there', () => {
    const environment = nixEnvironment(
      { PATH: '/usr/bin', NIX_REMOTE: 'daemon' },
      { store: 'private', standIn: false },
    );
    expect(environment['NIX_CONFIG']).toMatch(/^build-users-group =$/m);
    expect(environment).not.toHaveProperty('NIX_REMOTE');
  });

  it('leaves folders out that may not be read', (context) => {
    if (process.getuid?.() === 0) context.skip('root may read every folder');
    const closed = join(temporary, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0);
    expect(readablePath(`/usr/bin:${closed}:/no/such/folder`)).toBe('/usr/bin:/no/such/folder');
  });

  it('keeps the order of a readable PATH', () => {
    expect(readablePath('/usr/bin::/bin:/no/such/folder')).toBe('/usr/bin:/bin:/no/such/folder');
  });
});

describe('probing', () => {
  it.each([
    ['nix (Nix) 2.8.0', '2.8.0'],
    ['nix (Nix) 2.26.3', '2.26.3'],
    ['nix (Lix, like Nix) 2.91.1', '2.91.1'],
    ['nix (Nix) 2.35.0pre20260101_abc', '2.35.0'],
  ])('%s is %s', (text, version) => {
    expect(parseNixVersion(text)).toBe(version);
  });

  it('compares numbers, not text', () => {
    expect(isAtLeast('2.26.3', [2, 8])).toBe(true);
    expect(isAtLeast('2.8', [2, 8])).toBe(true);
    expect(isAtLeast('2.7.9', [2, 8])).toBe(false);
    expect(isAtLeast('3.0', [2, 8])).toBe(true);
  });

  it('says that Nix is absent and what still works', async () => {
    const { info, refusal } = await probeNix({
      env: { PATH: temporary },
      privateStoreScript: '/x',
      privateStoreDir: '/x',
    });
    expect(info).toMatchObject({ available: false, version: null, store: null });
    expect(refusal?.code).toBe('nix-absent');
    expect(refusal?.hint).toContain('works without it');
  });
});

describe('overrideArguments', () => {
  it('takes an input of its own where the stand-in has one', () => {
    mkdirSync(join(temporary, 'inputs', 'disko'), { recursive: true });
    expect(overrideArguments(['nixpkgs', 'disko'], temporary)).toEqual([
      '--no-write-lock-file',
      '--override-input',
      'nixpkgs',
      `path:${temporary}`,
      '--override-input',
      'disko',
      `path:${temporary}/inputs/disko`,
    ]);
  });
});

describe('nixString', () => {
  it('escapes what would end or interpolate a string', () => {
    expect(nixString('a"b\\c${d}\n')).toBe('"a\\"b\\\\c\\${d}\\n"');
  });
});
