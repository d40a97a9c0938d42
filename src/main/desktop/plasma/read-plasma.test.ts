import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readPlasma, settingOf } from '../../../shared/desktop';
import { readerInThisThread } from '../../fleet';
import { readPlasmaOf, WANTED_FOR_PLASMA } from './read-plasma';

const FIXTURES = join(import.meta.dirname, '../../../shared/desktop/plasma/fixtures');
const names = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.nix'))
  .map((file) => file.slice(0, -'.nix'.length));

const dir = mkdtempSync(join(tmpdir(), 'snowfleet-plasma-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A fleet with one host, whose user has the text as a module. */
async function plasmaOf(module: string) {
  writeFileSync(join(dir, 'home.nix'), module);
  writeFileSync(
    join(dir, 'flake.nix'),
    `{ outputs = { nixpkgs, home-manager, ... }: {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        modules = [
          home-manager.nixosModules.home-manager
          { services.desktopManager.plasma6.enable = true; home-manager.users.ada = import ./home.nix; }
        ];
      };
    }; }`,
  );
  const found = await readerInThisThread.ask(
    'configured',
    { dir },
    { host: 'desk', wanted: WANTED_FOR_PLASMA },
  );
  return readPlasmaOf(found?.told ?? expect.fail('no host'));
}

const withoutPlaces = (model: unknown): unknown =>
  JSON.parse(JSON.stringify(model, (key, value: unknown) => (key === 'from' ? undefined : value)));

describe('Plasma from source', () => {
  it.each(names)('reads %s as Nix evaluates it', async (name) => {
    const { plasma } = z
      .object({ plasma: z.unknown() })
      .parse(JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')));
    const read = await plasmaOf(readFileSync(join(FIXTURES, `${name}.nix`), 'utf8'));
    expect(withoutPlaces(read.model)).toEqual(withoutPlaces(readPlasma(settingOf(plasma))));
    expect(read).toMatchObject({ user: 'ada', installed: true });
  });

  it('tells the line of each value, and the scheme the home writes', async () => {
    const { model } = await plasmaOf(`{ lib, pkgs, ... }: {
  programs.plasma = {
    enable = true;
    workspace = {
      colorScheme = "Mine";
      wallpaper = "\${pkgs.walls}/lake.png";
    };
    panels = [ { height = 30; } ];
  };
  xdg.dataFile."color-schemes/Mine.colors".text = lib.generators.toINI { } {
    General.Name = "Mine";
    "Colors:Window".BackgroundNormal = "1,2,3";
  };
}`);
    expect(model?.panels[0]?.height).toEqual({ value: 30, from: { file: 'home.nix', line: 8, column: 27 } });
    expect(model?.colours).toMatchObject({
      value: { name: 'Mine', window: { background: { red: 1, green: 2, blue: 3 } } },
      from: { file: 'home.nix', line: 5 },
    });
    expect(model?.wallpaper).toMatchObject({
      show: { kind: 'computed', text: '${pkgs.walls}/lake.png' },
      from: { line: 6 },
    });
  });

  it('says that nothing is written where plasma-manager is off', async () => {
    expect(await plasmaOf('{ programs.plasma = { enable = false; panels = [ ]; }; }')).toMatchObject({
      user: null,
      model: null,
      installed: true,
    });
  });
});
