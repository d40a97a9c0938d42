import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuildTree } from './build-tree';
import { errorText, explainFailure } from './explain-failure';
import { FleetFiles } from './fleet-files';
import { parseNixLine } from './internal-json';

const SOURCE = '/nix/store/4i8ilkmwxzjdbr7z6580q1fxpiz3wfv0-source';
let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-explain-'));
  writeFileSync(join(dir, 'flake.nix'), '');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const evaluation = (text: string, sub = ''): ReturnType<typeof explainFailure> =>
  explainFailure(text, { doing: 'evaluation', host: 'alpha', files: new FleetFiles(dir, sub) });

/** As Nix 2.8 and as 2.26 print a throw: the trace stands after the error, or before it. */
const thrown = (text: string): string[] => [
  `error: ${text}`,
  `error:\n       … while calling the 'throw' builtin\n         at ${SOURCE}/flake.nix:11:17:\n           10|   x\n             | ^\n\n       error: ${text.replaceAll('\n', '\n       ')}`,
];

describe('explainFailure of an evaluation', () => {
  it('names a missing attribute with its place in the fleet and what was meant', () => {
    const error = evaluation(
      `error: attribute 'b' missing\n\n       at ${SOURCE}/flake.nix:10:17:\n\n           10|  x\n       Did you mean a?`,
    );
    expect(error.code).toBe('evaluation-failed');
    expect(error.message).toBe('The attribute b is missing (flake.nix:10).');
    expect(error.hint).toBe('Did you mean a?');
    expect(error.detail).toMatchObject({
      host: 'alpha',
      file: 'flake.nix',
      line: 10,
      column: 17,
      attribute: 'b',
    });
  });

  it('gives files of a fleet in a subfolder of its repository their own names', () => {
    const error = evaluation(
      `error: infinite recursion encountered\n       at ${SOURCE}/fleet/flake.nix:3:4:`,
      'fleet',
    );
    expect(error.message).toBe('The configuration depends on itself (infinite recursion) (flake.nix:3).');
  });

  it('prefers a place in the fleet to one in an input', () => {
    const error = evaluation(
      `error:\n       … while evaluating\n         at ${SOURCE}/flake.nix:5:1:\n       … from call site\n         at /nix/store/00000000000000000000000000000000-source/lib/modules.nix:900:7:\n       error: attribute 'x' missing\n       at /nix/store/00000000000000000000000000000000-source/lib/modules.nix:910:7:`,
    );
    expect(error.detail).toMatchObject({ file: 'flake.nix', line: 5 });
  });

  it.each(thrown('\nFailed assertions:\n- features.a needs features.b\n- second\n  line'))(
    'lists failed assertions',
    (text) => {
      const error = evaluation(text);
      expect(error.detail['assertions']).toEqual(['features.a needs features.b', 'second line']);
      expect(error.message).toContain('features.a needs features.b');
    },
  );

  it.each(thrown('Package ‘foo-1’ in /x.nix:1 has an unfree license (‘unfree’), refusing to evaluate.'))(
    'tells how to allow an unfree package',
    (text) => {
      const error = evaluation(text);
      expect(error.message).toContain('foo-1 has an unfree license');
      expect(error.hint).toContain('allowUnfree');
    },
  );

  it.each(thrown('Package ‘openssl-1.1.1w’ in /x.nix:1 is marked as insecure, refusing to evaluate.'))(
    'tells how to allow an insecure package',
    (text) => {
      expect(evaluation(text).hint).toContain('permittedInsecurePackages = [ "openssl-1.1.1w" ]');
    },
  );

  it('says that the network is missing, and what works without', () => {
    const error = evaluation(
      "error:\n       … while fetching the input 'github:NixOS/nixpkgs'\n\n       error: Failed to open archive (Source threw exception: error: unable to download 'https://github.com/NixOS/nixpkgs/archive/abc.tar.gz': Could not resolve host: github.com (6) ...)",
    );
    expect(error.message).toBe('github.com could not be reached.');
    expect(error.hint).toContain('--stand-in');
    const old = "error: unable to download 'https://api.github.com/repos/x': Couldn't resolve host name (6)";
    expect(evaluation(old).message).toBe('api.github.com could not be reached.');
  });

  it('points out a file that git does not know', () => {
    const error = evaluation(`error: getting status of '${SOURCE}/hosts/new.nix': No such file or directory`);
    expect(error.hint).toContain('git add -N');
  });

  it('says which version reads such a lock file', () => {
    const error = evaluation("error: unsupported tarball input attribute 'lastModified'");
    expect(error.code).toBe('nix-too-old');
  });

  it('keeps the first line of what it does not know', () => {
    const error = evaluation(
      `error: cannot add a string to an integer\n       at ${SOURCE}/flake.nix:12:18:`,
    );
    expect(error.message).toBe('cannot add a string to an integer (flake.nix:12)');
  });
});

describe.each(['2.8', '2.26', '2.34'])('explainFailure of a build by Nix %s', (version) => {
  it('says which builder failed and what it printed last', () => {
    const tree = new BuildTree();
    const messages: string[] = [];
    const log = readFileSync(new URL(`testing/nix-${version}-needs.log`, import.meta.url), 'utf8');
    for (const line of log.trimEnd().split('\n')) {
      const event = parseNixLine(line);
      if (event) tree.push(event);
      if (event?.kind === 'message' && event.level <= 1) messages.push(event.text);
    }
    const error = explainFailure(messages.join('\n'), { doing: 'build', builds: tree.failures() });
    expect(error.code).toBe('build-failed');
    expect(error.message).toBe('Building bad-0.1 failed: main.c:3: error: no such thing');
    expect(error.detail['log']).toEqual(['compiling bad', 'main.c:3: error: no such thing']);
  });
});

describe('explainFailure of builds and copies', () => {
  it('shows both hashes', () => {
    const error = explainFailure(
      "error: hash mismatch in fixed-output derivation '/nix/store/my6iy8pgjzxdacq3qq1iwmhbajjjmpnx-fixed-src.drv':\n         specified: sha256-AAA=\n            got:    sha256-mOp=",
      { doing: 'build' },
    );
    expect(error.message).toContain('fixed-src');
    expect(error.hint).toContain('sha256-mOp=');
  });

  it('knows a full disk', () => {
    const error = explainFailure('error: writing to file: No space left on device', { doing: 'build' });
    expect(error.code).toBe('disk-full');
  });

  it('explains refused signatures', () => {
    const error = explainFailure("error: cannot add path '/nix/store/x' because it lacks a valid signature", {
      doing: 'copy',
      host: 'alpha',
    });
    expect(error.code).toBe('copy-failed');
    expect(error.hint).toContain('trusted-users');
  });
});

describe('errorText', () => {
  it('is the last error, without trace, colours and indentation', () => {
    expect(
      errorText('warning: x\n\u001b[31merror:\u001b[0m\n       … trace\n\n       error: one\n       two'),
    ).toBe('one\ntwo');
  });
});
