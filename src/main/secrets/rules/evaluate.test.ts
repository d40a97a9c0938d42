import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateRules } from './evaluate';
import { readRules } from './read';

const present = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(path.join(folder, 'nix-instantiate')));
if (!present) console.warn('skipped: no Nix on PATH to be asked about rules');

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILwCfnKXL5VyaaQhVmyhQSAo6Z1tC6mqwkETDJqWchpp root@p620';

describe.skipIf(!present)('rules that only Nix tells', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'rules-nix-'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  /** Reads rules as they are read where Nix is there. */
  async function read(text: string) {
    writeFileSync(path.join(dir, 'secrets.nix'), text);
    const { needsNix: files, stamp } = readRules(dir);
    expect(files).toEqual(['secrets.nix']);
    const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
    const nix = { command: async () => ({ argvPrefix: [], env: env as Record<string, string> }) };
    const told = await evaluateRules({ dir, files, stamp, nix });
    const { rules } = readRules(dir, { told });
    return {
      secrets: Object.fromEntries(
        rules.secrets.map(({ file, wanted, armor }) => [file, [...wanted.map(({ name }) => name), armor]]),
      ),
      problems: rules.problems.map(({ kind, words }) => `${kind}: ${words}`),
    };
  }

  it('takes its answer, and a rule that throws by itself', async () => {
    const { secrets, problems } = await read(
      `let p620 = "${KEY}"; name = builtins.substring 0 1 "abc"; in {
        "\${name}.age" = { publicKeys = [ p620 ]; armor = true; }; "b.age".publicKeys = throw "no"; "c.age".publicKeys = [ p620 ];
      }`,
    );
    expect(secrets).toEqual({ 'a.age': ['p620', true], 'c.age': ['p620', false] });
    expect(problems).toEqual([expect.stringMatching(/^evaluation: The rule for b\.age fails/)]);
  });

  it('says why there is no answer: what throws, and what never ends', async () => {
    const rules = (value: string): string => `{ "a.age".publicKeys = ${value}; }`;
    expect((await read(`builtins.seq (throw "secret keys are elsewhere") ${rules('[ ]')}`)).problems).toEqual(
      [expect.stringMatching(/^evaluation: Nix cannot evaluate these rules: .*secret keys are elsewhere/)],
    );
    expect((await read(rules('let f = x: f (x + 1); in f 0'))).problems).toEqual([
      expect.stringMatching(/^evaluation: .*(stack overflow|recursion|call depth)/),
    ]);
  });
});
