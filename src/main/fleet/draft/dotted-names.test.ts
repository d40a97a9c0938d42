import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readerInThisThread } from '../reader';

const dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-dotted-'));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('writes a name with a dot as one name', async () => {
  writeFileSync(
    path.join(dir, 'flake.nix'),
    `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem {
      modules = [
        ({ lib, ... }: { options.features."docker.io".enable = lib.mkEnableOption "a registry"; })
        ./a.nix
      ];
    };
  };
}
`,
  );
  writeFileSync(path.join(dir, 'a.nix'), '{\n  features = { };\n}\n');
  const enable = (feature: string) =>
    readerInThisThread.ask('plan', { dir }, { changes: [{ kind: 'enable', host: 'a', path: feature }] });
  expect((await enable('features."docker.io"')).texts.get('a.nix')).toBe(
    '{\n  features = { "docker.io".enable = true; };\n}\n',
  );
  await expect(enable('docker.io')).rejects.toMatchObject({
    code: 'unknown-option',
    hint: expect.stringContaining('features."docker.io"'),
  });
});
