import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DesktopEdit } from '../../../shared/contract';
import { FleetFiles, readerInThisThread } from '../../fleet';
import { WANTED } from '../nix/wanted';
import { planEdit } from './plan';

const FILES: Readonly<Record<string, string>> = {
  'flake.nix': `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ./shared.nix ]; };
    nixosConfigurations.b = nixpkgs.lib.nixosSystem { modules = [ ./b.nix ./shared.nix ]; };
  };
}
`,
  'a.nix': `{ config, ... }:
{
  desk.monitors = [
    "DP-1, 2560x1440@144, 0x0, 1" # the good one
    "DP-2, preferred, auto, 1"
  ];
  home-manager.users.ada = ./home.nix;
}
`,
  'b.nix': `{ home-manager.users.bob.wayland.windowManager.hyprland.enable = true; }
`,
  'shared.nix': `{ config, lib, ... }:
{
  options.desk.monitors = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ", preferred, auto, 1" ]; };
  options.desk.layout = lib.mkOption { type = lib.types.str; default = "dwindle"; };
  config.home-manager.sharedModules = [
    {
      wayland.windowManager.hyprland.settings = {
        monitor = config.desk.monitors;
        general = {
          gaps_in = 5; # inner
          layout = config.desk.layout;
          "col.active_border" = "rgba(89b4faee) rgba(cba6f7ee) 45deg";
        };
        decoration.rounding = let r = 10; in r;
      };
    }
  ];
}
`,
  'home.nix': `{ pkgs, ... }:
let
  gap = 7;
in
{
  wayland.windowManager.hyprland = {
    enable = true;
    settings = {
      "$mod" = "SUPER";
      bind = [
        "$mod, Q, killactive"
        "$mod, T, exec, \${pkgs.foot}/bin/foot"
      ];
      general.gaps_out = gap;
      general.border_size = gap;
      misc.vrr = 1;
      animations.bezier = [ "soft, 0.1, 0.2, 0.3, 1" ];
    };
    extraConfig = ''
      decoration {
        active_opacity = 0.9 # a comment
        blur {
          enabled = true
        }
      }
      windowrulev2 = float, class:^(imv)$
      bind = SUPER, R, submap, resize
      submap = resize
      binde = , l, resizeactive, 30 0
      submap = reset
    '';
  };
}
`,
};

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'desk-edit-'));
  await mkdir(dir, { recursive: true });
  for (const [file, text] of Object.entries(FILES)) await writeFile(path.join(dir, file), text);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** The lines that a gesture changes, as a diff without context. */
async function changed(...edits: DesktopEdit[]): Promise<string[]> {
  return changedOf('place', ...edits);
}

async function changedOf(where: 'place' | 'host', ...edits: DesktopEdit[]): Promise<string[]> {
  const files = new FleetFiles(dir);
  const configured = async (overlay?: ReadonlyMap<string, string | null>) => {
    const input = { host: 'a', wanted: WANTED, ...(overlay ? { overlay } : {}) };
    const found = await readerInThisThread.ask('configured', { dir }, input);
    if (!found) throw new Error('no host');
    return found;
  };
  const { texts } = await planEdit(
    {
      configured,
      readLua: () => Promise.reject(new Error('nothing here is Lua')),
      text: (file) => files.plainText(file),
      planChanges: (changes) => readerInThisThread.ask('plan', { dir }, { changes }),
    },
    { host: 'a', edits, where },
  );
  return [...texts].flatMap(([file, text]) => {
    const [old, now] = [(files.plainText(file) ?? '').split('\n'), (text ?? '').split('\n')];
    return [
      ...old.filter((line) => !now.includes(line)).map((line) => `${file} -${line.trim()}`),
      ...now.filter((line) => !old.includes(line)).map((line) => `${file} +${line.trim()}`),
    ];
  });
}

const option = (key: string, value: string | null): DesktopEdit => ({ kind: 'option', key, value });
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'written',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('an option', () => {
  it('is written where it stands, with everything around it kept', async () => {
    expect(await changed(option('general:gaps_in', '8'))).toEqual([
      'shared.nix -gaps_in = 5; # inner',
      'shared.nix +gaps_in = 8; # inner',
    ]);
    expect(await changed(option('general:gaps_in', '8 4'))).toContain('shared.nix +gaps_in = "8 4"; # inner');
    expect(await changed(option('general:col.active_border', 'rgba(ff0000ff)'))).toContain(
      'shared.nix +"col.active_border" = "rgba(ff0000ff)";',
    );
    expect(await changed(option('decoration:active_opacity', '0.75'))).toEqual([
      'home.nix -active_opacity = 0.9 # a comment',
      'home.nix +active_opacity = 0.75 # a comment',
    ]);
  });

  it('that the fleet has an option of its own for is set there, in a file of the host', async () => {
    expect(await changed(option('general:layout', 'master'))).toEqual(['a.nix +desk.layout = "master";']);
  });

  it('that nobody sets yet joins those of its section', async () => {
    expect(await changed(option('general:resize_on_border', 'true'))).toEqual([
      'home.nix +general.resize_on_border = true;',
    ]);
    expect(await changed(option('decoration:blur:size', '9'))).toEqual(['home.nix +size = 9']);
    expect(await changed(option('dwindle:preserve_split', 'true'))).toEqual([
      'home.nix +dwindle.preserve_split = true;',
    ]);
  });

  it('is written for this host alone where that is asked', async () => {
    expect(await changedOf('host', option('general:gaps_in', '8'))).toEqual([
      'home.nix -{ pkgs, ... }:',
      'home.nix +{ lib, pkgs, ... }:',
      'home.nix +general.gaps_in = lib.mkForce 8;',
    ]);
  });

  it('is taken away', async () => {
    expect(await changed(option('misc:vrr', null))).toEqual(['home.nix -misc.vrr = 1;']);
    expect(await changed(option('decoration:blur:enabled', null))).toEqual(['home.nix -enabled = true']);
  });

  it('is refused where it is not its own, unknown or no value for it', async () => {
    expect(await code(changed(option('general:gaps_out', '9')))).toBe(
      'conflict: That would change general:border_size too: they are written as one value.',
    );
    expect(await code(changed(option('general:nothing', '9')))).toContain('unknown-option');
    expect(await code(changed(option('general:gaps_in', 'wide')))).toContain('wrong-type');
  });

  it('follows a name to where the value is written', async () => {
    expect(await changed(option('decoration:rounding', '4'))).toContain(
      'shared.nix +decoration.rounding = let r = 4; in r;',
    );
  });
});

describe('a monitor', () => {
  const monitor = (output: string, wish: Extract<DesktopEdit, { kind: 'monitor' }>['wish']): DesktopEdit => ({
    kind: 'monitor',
    output,
    wish,
  });

  it('changes in the parts that are wished, in its own form', async () => {
    expect(await changed(monitor('DP-1', { position: '1280x-720', scale: '1.5' }))).toEqual([
      'a.nix -"DP-1, 2560x1440@144, 0x0, 1" # the good one',
      'a.nix +"DP-1, 2560x1440@144, 1280x-720, 1.5" # the good one',
    ]);
    expect(await changed(monitor('DP-2', { transform: 1 }))).toContain(
      'a.nix +"DP-2, preferred, auto, 1, transform, 1"',
    );
    expect(await changed(monitor('DP-2', { disabled: true }))).toContain('a.nix +"DP-2, disable"');
  });

  it('that is not named yet gets a line', async () => {
    const lines = await changed(monitor('HDMI-A-1', { position: '0x1440' }));
    expect(lines.join('\n')).toContain('"HDMI-A-1, preferred, 0x1440, 1"');
  });
});

describe('lines', () => {
  const line = (keyword: string, value: string) => ({ keyword, value });

  it('are added behind the last of their kind, and outside of submaps', async () => {
    expect(await changed({ kind: 'add', line: line('bind', 'SUPER, W, exec, foot') })).toEqual([
      'home.nix +bind = SUPER, W, exec, foot',
    ]);
    expect(await changed({ kind: 'add', line: line('windowrulev2', 'pin, class:^(a)$') })).toEqual([
      'home.nix +windowrulev2 = pin, class:^(a)$',
    ]);
    expect(await changed({ kind: 'add', line: line('workspace', '3, gapsout:0') })).toContain(
      'home.nix +workspace = [ "3, gapsout:0" ];',
    );
  });

  it('change and go at their place, in lists and in free text', async () => {
    const at = { file: 'home.nix', line: 11, column: 9 };
    expect(await changed({ kind: 'change', at, line: line('bind', 'SUPER, X, killactive') })).toEqual([
      'home.nix -"$mod, Q, killactive"',
      'home.nix +"SUPER, X, killactive"',
    ]);
    expect(await changed({ kind: 'remove', at })).toEqual(['home.nix -"$mod, Q, killactive"']);
    expect(await changed({ kind: 'remove', at: { file: 'home.nix', line: 26, column: 7 } })).toEqual([
      'home.nix -windowrulev2 = float, class:^(imv)$',
    ]);
  });

  it('are left alone where another line stands at their place by now', async () => {
    const at = { file: 'home.nix', line: 11, column: 9 };
    const was = 'bind = $mod, Q, killactive';
    expect(await changed({ kind: 'remove', at, was })).toEqual(['home.nix -"$mod, Q, killactive"']);
    expect(await code(changed({ kind: 'remove', at, was: 'bind = $mod, M, killactive' }))).toContain(
      'changed-outside',
    );
  });

  it('that hold something computed, or that no version takes, are refused', async () => {
    const at = { file: 'home.nix', line: 12, column: 9 };
    expect(await code(changed({ kind: 'remove', at }))).toContain('not-literal');
    expect(await code(changed({ kind: 'add', line: line('windowrulev2', 'no such effect') }))).toContain(
      'wrong-type',
    );
  });

  it('of curves and animations are replaced by name', async () => {
    expect(await changed({ kind: 'bezier', name: 'soft', points: [0, 0, 0.5, 1] })).toContain(
      'home.nix +animations.bezier = [ "soft, 0, 0, 0.5, 1" ];',
    );
    expect(
      await changed({
        kind: 'animation',
        name: 'windows',
        on: true,
        speed: 4,
        curve: 'soft',
        style: 'popin 80%',
      }),
    ).toContain('home.nix +animation = [ "windows, 1, 4, soft, popin 80%" ];');
  });
});

it('several edits are one gesture', async () => {
  const both = await changed(option('general:gaps_in', '1'), option('decoration:active_opacity', '1'));
  expect(both).toHaveLength(4);
});
