import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerInThisThread } from '../../fleet';
import { findingsOf } from '../checks/findings';
import { readConfigInThisThread } from '../config/read-config';
import { readDesktop, type SourceDesktop } from './read-desktop';
import { luaReader } from './read-lua';
import { WANTED } from './wanted';

const FILES: Readonly<Record<string, string>> = {
  'flake.nix': `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.hyprland.url = "github:hyprwm/Hyprland/v0.57.0";
  outputs = { self, nixpkgs, ... }@inputs:
    let
      host = name: nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs name; };
        modules = [ ./common.nix (./. + "/\${name}.nix") ];
      };
    in {
      nixosConfigurations = nixpkgs.lib.genAttrs [ "old" "lua" "gone" "plain" ] host;
    };
}
`,
  'common.nix': `{ lib, config, name, ... }:
let
  on = config.desk.enable;
in
{
  options.desk.enable = lib.mkEnableOption "a desk";
  options.desk.terminal = lib.mkOption { default = "foot"; };
  config = lib.mkMerge [
    (lib.mkIf on {
      home-manager.users.ada = { lib, pkgs, ... }: {
        wayland.windowManager.hyprland = {
          enable = true;
          settings = {
            "$mod" = "SUPER";
            general.gaps_in = lib.mkDefault 5;
            general.gaps_out = lib.mkForce 9;
            bind = lib.mkMerge [
              (lib.mkBefore [ "$mod, Return, exec, \${config.desk.terminal}" ])
              [ "$mod, B, exec, \${pkgs.firefox}/bin/firefox" ]
              (lib.mkIf (name == "nobody") [ "$mod, N, exec, never" ])
            ];
          } // lib.optionalAttrs (name == "old") { misc.vrr = 1; };
        };
      };
    })
    { stylix.base16Scheme = { base00 = "101010"; base0D = "#0055ff"; }; }
  ];
}
`,
  'old.nix': `{
  desk.enable = true;
  desk.terminal = "kitty";
  home-manager.users.ada = { config, lib, ... }: {
    wayland.windowManager.hyprland = {
      settings.general = {
        gaps_in = 3;
        gaps_out = 4;
        "col.active_border" = "rgb(\${config.lib.stylix.colors.base0D})";
      };
      settings.bind = map (n: "$mod, \${toString n}, workspace, \${toString n}") (lib.range 1 3);
      settings.gestures.workspace_swipe = true;
      extraConfig = ''
        decoration {
          rounding = \${toString (2 * 3)}
        }
        exec-once = \${config.home.profileDirectory}/bin/x
      '';
    };
    programs.waybar = {
      enable = true;
      settings.top = { position = "bottom"; height = 30; margin = "4 8"; modules-left = [ "clock" ]; };
    };
    services.hyprpaper = {
      enable = true;
      settings.wallpaper = [ ",\${./wall.png}" "DP-1,contain:/pictures/a.png" ];
    };
    xdg.configFile."hypr/extra.conf".text = "x";
    xdg.configFile."hypr/hyprlock.conf".text = "x";
  };
}
`,
  'lua.nix': `{ inputs, ... }:
{
  stylix.enable = true;
  home-manager.users.ada = { lib, ... }: {
    wayland.windowManager.hyprland = {
      enable = true;
      package = inputs.hyprland.packages.x.hyprland;
      configType = "lua";
      settings = {
        mod._var = "SUPER";
        config.general = { gaps_out = 7; gaps_in = { top = 1; right = 2; bottom = 3; left = 4; }; };
        monitor = { output = "DP-1"; mode = "1920x1080@60"; position = "0x0"; scale = 1; };
        bind = [ { _args = [ (lib.generators.mkLuaInline "mod .. \\" + Q\\"") (lib.generators.mkLuaInline "hl.dsp.window.close()") ]; } ];
      };
      extraConfig = ''
        for i = 1, 3 do
          hl.bind(mod .. " + " .. i, hl.dsp.focus({ workspace = tostring(i) }))
        end
      '';
    };
  };
}
`,
  'gone.nix': `{ inputs, ... }:
{
  home-manager.users.ada.wayland.windowManager.hyprland = {
    enable = true;
    package = inputs.hyprland.packages.x.hyprland;
    configType = "hyprlang";
    settings.general.gaps_in = 3;
  };
}
`,
  'plain.nix': `{ services.desktopManager.plasma6.enable = true; }
`,
};

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'desk-read-'));
  for (const [file, text] of Object.entries(FILES)) await writeFile(path.join(dir, file), text);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function desktop(host: string): Promise<SourceDesktop> {
  const found = await readerInThisThread.ask('configured', { dir }, { host, wanted: WANTED });
  if (!found) throw new Error('no host');
  return readDesktop(found, luaReader({ read: readConfigInThisThread }));
}

const rules = (found: SourceDesktop, monitors: readonly string[] = []): string[] =>
  findingsOf('h', found, {
    at: '2026-01-01T00:00:00Z',
    monitors: monitors.map((name) => ({ name, modes: [] })),
  }).map(({ rule, severity, file, line }) => `${severity} ${rule} ${file}:${line}`);

describe('a desktop in hyprlang', () => {
  it('is merged over modules by condition, priority and order', async () => {
    const { model, user, hyprland } = await desktop('old');
    expect(user).toBe('ada');
    expect(hyprland).toMatchObject({ version: '0.52.1', from: 'source', language: 'hyprlang' });
    const sides = (key: string) => {
      const value = model.options[key]?.value;
      return value?.kind === 'sides' ? value.sides.top : value;
    };
    expect([sides('general:gaps_in'), sides('general:gaps_out')]).toEqual([3, 9]);
    expect(model.options['misc:vrr']?.from).toMatchObject({ file: 'common.nix' });
    expect(model.binds.map(({ key, argument }) => `${key} ${argument}`)).toEqual([
      'Return kitty',
      'B ${pkgs.firefox}/bin/firefox',
      '1 1',
      '2 2',
      '3 3',
    ]);
    expect(model.options['decoration:rounding']?.value).toMatchObject({ number: 6 });
  });

  it('says where each value stands, and what keeps it from being written back', async () => {
    const { model, origins } = await desktop('old');
    const at = (from: { file: string; line: number; column?: number } | undefined) =>
      origins.find(
        ({ file, line, column }) => file === from?.file && line === from.line && column === from.column,
      );
    expect(model.options['general:gaps_in']?.from).toMatchObject({ file: 'old.nix', line: 7 });
    expect(at(model.options['general:gaps_in']?.from)).toMatchObject({
      writable: true,
      own: true,
      forced: false,
    });
    expect(at(model.options['general:gaps_out']?.from)).toMatchObject({
      writable: true,
      own: false,
      forced: true,
    });
    const made = at(model.binds.find(({ key }) => key === '2')?.from);
    expect(made).toMatchObject({ writable: false, because: expect.stringContaining('old.nix:11') });
    const open = model.binds.find(({ key }) => key === 'B');
    expect(at(open?.from)).toMatchObject({ writable: false, because: expect.stringContaining('common.nix') });
    expect(model.notUnderstood).toMatchObject([
      { why: 'other-version', from: { file: 'old.nix', line: 12 } },
    ]);
  });

  it('has the colours of the palette, the bar and the wallpapers', async () => {
    const { model } = await desktop('old');
    expect(model.options['general:col.active_border']?.value).toMatchObject({
      gradient: { colours: [{ red: 0, green: 0x55, blue: 0xff }] },
    });
    expect(model.colours.map(({ name }) => name)).toEqual(['base00', 'base0D']);
    expect(model.bars).toMatchObject([
      {
        name: 'top',
        edge: 'bottom',
        thickness: 30,
        margin: { top: 4, right: 8, bottom: 4, left: 8 },
        start: ['clock'],
      },
    ]);
    expect(model.wallpapers.map(({ outputs, show, fit }) => [outputs, show, fit])).toEqual([
      [[], { kind: 'picture', path: 'wall.png' }, 'cover'],
      [['DP-1'], { kind: 'picture', path: '/pictures/a.png' }, 'contain'],
    ]);
  });

  it('is told of what cannot count', async () => {
    expect(rules(await desktop('old'))).toEqual([
      'warning desktop-version old.nix:12',
      'warning desktop-file old.nix:28',
    ]);
    expect(rules(await desktop('gone'))).toEqual(['error desktop-language gone.nix:6']);
  });
});

describe('a desktop in Lua', () => {
  it('is put together of settings and free text, with places', async () => {
    const found = await desktop('lua');
    expect(found.hyprland).toMatchObject({ version: '0.57.0', from: 'source', language: 'lua' });
    expect(found.model.notUnderstood).toEqual([]);
    expect(found.model.options['general:gaps_in']).toMatchObject({
      value: { sides: { top: 1, right: 2, bottom: 3, left: 4 } },
      from: { file: 'lua.nix', line: 11 },
    });
    expect(found.model.binds.map(({ key, from }) => `${key} ${from?.file}:${from?.line}`)).toEqual([
      'Q lua.nix:13',
      '1 lua.nix:17',
      '2 lua.nix:17',
      '3 lua.nix:17',
    ]);
    expect(rules(found, ['DP-2'])).toEqual([
      'info desktop-monitor lua.nix:12',
      'warning desktop-stylix lua.nix:8',
    ]);
  });
});

it('a host without Hyprland has none', async () => {
  const { hyprland, plasma, model } = await desktop('plain');
  expect([hyprland, plasma, model.binds.length]).toEqual([null, true, 0]);
});
