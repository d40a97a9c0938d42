import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseNix, walk } from '../src/shared/nix-syntax';
import { evaluate, FLEET, nixMissing } from '../scripts/fleet/evaluate.mjs';
import { fleetCopies } from './support/copy-fleet';
import { failures, HOSTS } from './support/prove-fleet';

/** The fleet is a folder of its own: no credential in clear, no path that leads out of it. */

const missing = nixMissing();
if (missing !== null) console.warn(`skipped: a copy of the fleet elsewhere; ${missing}`);

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-whole-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const fleetWith = fleetCopies();

const filesOf = (fleet: string): string[] =>
  readdirSync(fleet, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(fleet, file)).isFile())
    .toSorted();

/** What credentials look like in clear. */
const CREDENTIALS: readonly [string, RegExp][] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/],
  ['an age identity', /AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20}/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{30}|github_pat_[A-Za-z0-9_]{30})/],
  ['a key of a model provider', /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{24}/],
  ['a key of Google', /\bAIza[0-9A-Za-z_-]{30}/],
  ['a key of Tailscale', /\btskey-[a-z]+-[A-Za-z0-9]{8}/],
  ['a key of AWS', /\bAKIA[0-9A-Z]{16}\b/],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{10}/],
  ['a hashed password', /\$(?:6|y|2[aby]|argon2id)\$[^\s"']{20}/],
  ['a secret signing key of Nix', /\b[\w.-]+-\d+:[A-Za-z0-9+/]{86}==/],
  [
    'a password written in Nix',
    /\b(?:password|passwd|initialPassword|secretKey|apiKey|authKey|token)\s*=\s*"(?!\$|\/|<)[^"\s]{6,}"/i,
  ],
  ['a password in an address', /\b[a-z]+:\/\/[^\s/:@"'$]+:[^\s/@"'$]{3,}@/],
];

function credentialsIn(fleet: string): string[] {
  return filesOf(fleet)
    .filter((file) => !file.endsWith('.age'))
    .flatMap((file) => {
      const text = readFileSync(join(fleet, file), 'utf8');
      return CREDENTIALS.flatMap(([what, pattern]) => {
        const found = pattern.exec(text);
        return found ? [`${file}:${text.slice(0, found.index).split('\n').length}: ${what}`] : [];
      });
    });
}

/** Secrets are files of age, whose first line says so. */
function unencryptedIn(fleet: string): string[] {
  return filesOf(fleet).filter(
    (file) =>
      file.endsWith('.age') &&
      !/^(age-encryption\.org\/v1\n|-----BEGIN AGE ENCRYPTED FILE-----)/.test(
        readFileSync(join(fleet, file), 'latin1'),
      ),
  );
}

/** Paths in Nix files that lead out of the fleet: absolute ones, and those with more `..` than folders. */
function pathsOutOf(fleet: string): string[] {
  return filesOf(fleet)
    .filter((file) => file.endsWith('.nix'))
    .flatMap((file) => {
      const source = readFileSync(join(fleet, file), 'utf8');
      const tree = parseNix(source);
      const found: string[] = [];
      for (const node of walk(tree.root)) {
        if (node.kind !== 'path' && node.kind !== 'searchPath') continue;
        const path = source.slice(node.start, node.end);
        const target = relative(fleet, resolve(fleet, dirname(file), path));
        if (node.kind === 'path' && path.startsWith('.') && !target.startsWith('..')) continue;
        found.push(`${file}:${tree.lines.place(node.start).line}: ${path}`);
      }
      return found;
    });
}

describe('the bundled fleet', () => {
  it('holds no credential in clear', () => {
    expect(credentialsIn(FLEET)).toEqual([]);
    expect(unencryptedIn(FLEET)).toEqual([]);
  });

  it('holds no path that leads out of it, and no link', () => {
    expect(pathsOutOf(FLEET)).toEqual([]);
    const links = readdirSync(FLEET, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isSymbolicLink(),
    );
    expect(links.map(({ name }) => name)).toEqual([]);
  });

  it('is Nix that every version since 2.8 reads', () => {
    const problems = filesOf(FLEET)
      .filter((file) => file.endsWith('.nix'))
      .flatMap((file) => {
        const { errors, warnings } = parseNix(readFileSync(join(FLEET, file), 'utf8'));
        return [...errors, ...warnings].map(({ line, message }) => `${file}:${line}: ${message}`);
      });
    expect(problems).toEqual([]);
  });

  it.skipIf(missing !== null)(
    'evaluates as a plain copy elsewhere, to the same systems',
    async () => {
      const elsewhere = join(scratch, 'a copy', 'fleet-of-mine');
      cpSync(FLEET, elsewhere, { recursive: true });
      const jobs = HOSTS.map((host) => ({ name: host, host, want: ['failed', 'drv'] }));
      const [here, there] = [await evaluate(jobs), await evaluate(jobs, { fleet: elsewhere })];
      expect(failures(there)).toEqual([]);
      expect(there.map(({ drv }) => drv)).toEqual(here.map(({ drv }) => drv));
    },
    60_000,
  );
});

describe('the search finds', () => {
  it.each([
    ['a private key', `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----`],
    ['an age identity', `AGE-SECRET-KEY-1${'Q'.repeat(58)}`],
    ['a token of GitHub', `ghp_${'a'.repeat(36)}`],
    ['a key of a model provider', `sk-ant-${'a1'.repeat(20)}`],
    ['a key of Tailscale', `tskey-auth-${'k'.repeat(12)}`],
    ['a password written in Nix', 'initialPassword = "letmein123";'],
    ['a hashed password', `$6$abcdefgh$${'x'.repeat(40)}`],
    ['a password in an address', 'https://me:letmein@example.org'],
  ])('%s', (what, text) => {
    const fleet = fleetWith(['planted.nix', '', `# ${text}\n`]);
    expect(credentialsIn(fleet)).toEqual([`planted.nix:1: ${what}`]);
  });

  it('a secret that is not encrypted', () => {
    expect(unencryptedIn(fleetWith(['secrets/plain.age', '', 'letmein\n']))).toEqual(['secrets/plain.age']);
  });

  it.each([
    ['hosts/planted.nix', '{ imports = [ ../../outside.nix ]; }', 'hosts/planted.nix:1: ../../outside.nix'],
    ['planted.nix', '{ a = /etc/nixos/configuration.nix; }', 'planted.nix:1: /etc/nixos/configuration.nix'],
    ['planted.nix', '{\n  a = ~/keys/id;\n}', 'planted.nix:2: ~/keys/id'],
  ])('a path that leads out: %s %s', (file, text, found) => {
    expect(pathsOutOf(fleetWith([file, '', text]))).toEqual([found]);
  });
});
