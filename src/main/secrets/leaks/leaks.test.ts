import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { scanForLeaks } from './scan';

let dir: string | undefined;
afterEach(() => {
  if (dir !== undefined) rmSync(dir, { recursive: true });
  dir = undefined;
});

function scan(files: Readonly<Record<string, string>>) {
  dir = mkdtempSync(path.join(tmpdir(), 'leaks-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return scanForLeaks(dir).leaks;
}

/** What is found, as `line kind severity`. */
const inNix = (text: string): string[] =>
  scan({ 'a.nix': text }).map(({ line, kind, severity }) => `${line} ${kind} ${severity}`);

// Put together here, so that nobody's scanner takes this file for a leak.
const GITHUB = `ghp_${'Ab1'.repeat(12)}`;
const PEM = `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----\n${'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz'.repeat(2)}\n`;

it('finds credentials under names that tell of them', () => {
  expect(inNix('{ services.x.password = "correct1horse"; }')).toEqual(['1 password warning']);
  expect(inNix('{ vncPassword = lib.mkForce "nixos"; }')).toEqual(['1 password warning']);
  expect(inNix('{ a = {\n  api_key = "q8Wk3vRz71LmN0pXc5Tb"; }; }')).toEqual(['2 token warning']);
  expect(inNix('{ K3S_TOKEN = if x then "K10f3a9c77bd51e2c0a::server:9be1" else y; }')).toEqual([
    '1 token warning',
  ]);
  expect(inNix('{ users.users.root.password = ""; }')).toEqual(['1 password warning']);
  expect(inNix('{ users.users.ada.hashedPassword = "$6$saltsalt$abcdefghijkl"; }')).toEqual([
    '1 password-hash info',
  ]);
  expect(inNix('{ env = "postgres://ada:s3cr3tpw@db.lan/x"; }')).toEqual(['1 password error']);
  expect(inNix("{ script = ''\n  export API_TOKEN=q8Wk3vRz71LmN0pXc5Tb\n''; }")).toEqual(['2 token warning']);
});

it('finds credentials by their form, wherever they stand', () => {
  const found = scan({
    'notes.md': `see\n${GITHUB}`,
    'key.txt': PEM,
    'x.nix': `# AGE-SECRET-KEY-1${'QZ9'.repeat(19)}`,
  });
  expect(found.map(({ file, line, kind, severity }) => `${file}:${line} ${kind} ${severity}`)).toEqual([
    'key.txt:1 private-key error',
    'notes.md:2 token error',
    'x.nix:1 private-key error',
  ]);
});

it('takes names, files, words and descriptions for what they are', () => {
  const texts = [
    '{ passwordFile = "/run/agenix/x"; password = config.age.secrets.x.path; tokenFile = ./token; }',
    '{ password = "/run/secrets/password"; secretName = "grafana-admin"; token = "$GITHUB_TOKEN"; }',
    '{ apiKey = "GRAFANA_API_KEY"; secret = "grafana-admin-password"; token = "<your-token-here>"; }',
    '{ options.token = lib.mkOption { default = "q8Wk3vRz71LmN0pXc5Tb"; example = "q8Wk3vRz71LmN0pXc5Tb"; }; }',
    '{ publicKey = "AAAAC3NzaC1lZDI1NTE5AAAAILwCfnKXL5VyaaQh"; hash = "sha256-q8Wk3vRz71LmN0pXc5Tb"; }',
    '{ admin_password = secret "grafana-admin"; pass = [ "gopass" ]; security.pam.password = "sufficient"; }',
    '{ a = "https://user@host/x"; b = "https://x:${token}@host"; key = "q8Wk3vRz71LmN0pXc5Tb"; }',
    '{ password = ""; hashedPassword = "!"; users.users.ada.hashedPasswordFile = "/x"; }',
  ];
  for (const text of texts) expect([text, inNix(text)]).toEqual([text, []]);
});

it('never tells the credential itself', () => {
  const text = `{ password = "correct1horse"; services.x.token = "${GITHUB}"; other = "${GITHUB}"; }\n${PEM}`;
  const told = JSON.stringify(scan({ 'a.txt': text, 'b.nix': text.split('\n')[0] ?? '' }));
  expect(told).not.toContain(GITHUB);
  expect(told).not.toContain('correct1horse');
  expect(told).not.toContain('b3BlbnNzaC1r');
});
