import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How large a made fleet is. */
export interface FleetSize {
  readonly hosts: number;
  /** How many modules declare a feature. */
  readonly features: number;
  /** How many files there are at least, flake.nix among them. */
  readonly files: number;
  /** Whether each feature has a switch beside its `enable`, which is a row of the board of its own. */
  readonly hasMoreSwitches: boolean;
}

export const MEDIUM: FleetSize = { hosts: 30, features: 320, files: 500, hasMoreSwitches: true };

const CATEGORIES = [
  'ai',
  'desktop',
  'development',
  'media',
  'monitoring',
  'network',
  'security',
  'virtualization',
];
export const ROLES = ['server', 'workstation', 'laptop', 'builder', 'router', 'kiosk'];
export const HARDWARE = ['amd', 'intel', 'nvidia', 'raspberry'];

const PROGRAMS = ['tmux', 'git', 'ripgrep', 'fd', 'jq', 'htop', 'neovim', 'starship', 'direnv', 'bat'];

export const number = (index: number): string => String(index).padStart(2, '0');
const feature = (index: number): { category: string; name: string } => ({
  category: CATEGORIES[index % CATEGORIES.length] ?? 'ai',
  name: `tool-${number(Math.floor(index / CATEGORIES.length))}`,
});

/** A module as maintainers write them: options with descriptions, `mkIf cfg.enable`, settings, a unit, a script. */
function featureModule(index: number, { features, hasMoreSwitches }: FleetSize): string {
  const { category, name } = feature(index);
  const other = feature((index + 8) % features);
  const opener = hasMoreSwitches
    ? ['type = types.bool;', 'default = false;', 'cfg.openFirewall']
    : ['type = types.enum [ "no" "yes" ];', 'default = "no";', '(cfg.openFirewall == "yes")'];
  return `{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib)
    mkEnableOption
    mkIf
    mkOption
    types
    ;
  cfg = config.features.${category}.${name};
in
{
  options.features.${category}.${name} = {
    enable = mkEnableOption "${name} for ${category}";

    package = mkOption {
      type = types.package;
      default = pkgs.hello;
      description = "The package to run.";
    };

    port = mkOption {
      type = types.port;
      default = ${8000 + index};
      description = ''
        Where it listens. Only reachable inside the network unless
        {option}\`features.${category}.${name}.openFirewall\` is set.
      '';
    };

    openFirewall = mkOption {
      ${opener[0]}
      ${opener[1]}
      description = "Whether to let others reach the port.";
    };

    level = mkOption {
      type = types.enum [ "quiet" "normal" "loud" ];
      default = "normal";
      description = "How much it writes to the journal.";
    };
  };

  config = mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ] ++ lib.optionals (cfg.level == "loud") [ pkgs.strace ];

    networking.firewall.allowedTCPPorts = mkIf ${opener[2]} [ cfg.port ];

    # Started late: it asks the network for its peers.
    systemd.services."${name}" = {
      description = "${name} of ${category}";
      after = [ "network-online.target" ];
      wants = [ "network-online.target" ];
      wantedBy = [ "multi-user.target" ];
      serviceConfig = {
        ExecStart = "\${cfg.package}/bin/hello --port \${toString cfg.port}";
        Restart = "on-failure";
        DynamicUser = true;
        StateDirectory = "${name}";
        ProtectSystem = "strict";
      };
      preStart = ''
        if [ ! -e "$STATE_DIRECTORY/ready" ]; then
          \${pkgs.coreutils}/bin/touch "$STATE_DIRECTORY/ready"
        fi
      '';
    };

    assertions = [
      {
        assertion = ${opener[2]} -> config.features.${other.category}.${other.name}.enable;
        message = "${category}.${name} is open, so ${other.category}.${other.name} has to be on.";
      }
    ];
  };
}
`;
}

function importer(names: readonly string[]): string {
  return `{\n  imports = [\n${names.map((name) => `    ./${name}`).join('\n')}\n  ];\n}\n`;
}

function host(index: number, count: number, more: string): string {
  const lines = Array.from({ length: 36 }, (_, i) => {
    const { category, name } = feature((index * 11 + i * 7) % count);
    if (i % 9 === 0)
      return `    ${category}.${name} = {\n      enable = true;\n      port = ${9000 + i};\n    };`;
    return `    ${category}.${name}.enable = ${i % 5 === 0 ? 'lib.mkForce false' : 'true'};`;
  });
  return `{ lib, ... }:
{
  imports = [
    ./hardware-configuration.nix
    ../../hardware/${HARDWARE[index % HARDWARE.length]}.nix
    ../../roles/${ROLES[index % ROLES.length]}.nix
  ];

  networking.hostName = "host-${number(index)}";
  system.stateVersion = "25.11";
${more}
  features = {
${lines.join('\n')}
  };

  # Looked after by hand.
  home-manager.users.admin = import ../../home/profile-${number(index % 20)}.nix;
}
`;
}

function hardware(index: number): string {
  return `{ lib, modulesPath, ... }:
{
  imports = [ (modulesPath + "/installer/scan/not-detected.nix") ];

  boot.initrd.availableKernelModules = [ "nvme" "xhci_pci" "ahci" "usbhid" "sd_mod" ];
  boot.kernelModules = [ "kvm-intel" ];

  fileSystems."/" = {
    device = "/dev/disk/by-uuid/00000000-0000-4000-8000-0000000000${number(index)}";
    fsType = "ext4";
  };

  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
}
`;
}

const homeProfile = (index: number): string => `{ pkgs, ... }:
{
  imports = [ ./program-${number(index)}.nix ./program-${number(index + 20)}.nix ];
  home.packages = with pkgs; [ ripgrep fd jq ];
  programs.git = {
    enable = true;
    userName = "Somebody";
    extraConfig.init.defaultBranch = "main";
  };
}
`;

const homeProgram = (index: number): string => `{
  programs.${PROGRAMS[index % PROGRAMS.length]}.enable = true;
  home.file.".config/program-${number(index)}".text = ''
    # written by Home Manager
    colour = ${index}
  '';
}
`;

const overlay = (index: number): string =>
  `final: prev: {\n  tool-${number(index)} = prev.hello.overrideAttrs (old: {\n    pname = "tool";\n    version = "1.\${toString ${index}}";\n  });\n}\n`;

function flake(nixpkgs: string): string {
  return `{
  description = "A fleet made to be measured";
  inputs.nixpkgs.url = "${nixpkgs}";
  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      mkHost =
        name:
        nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs; };
          modules = [
            ./modules
            ./hosts/\${name}
          ];
        };
      names = builtins.attrNames (builtins.readDir ./hosts);
    in
    {
      nixosConfigurations = builtins.listToAttrs (
        map (name: {
          inherit name;
          value = mkHost name;
        }) names
      );
    };
}
`;
}

/**
 * The files of a fleet as people have them: hosts, a module for each feature, roles, hardware, homes. `more` adds
 * lines to the file of a host.
 */
export function madeFleet(
  nixpkgs: string,
  size: FleetSize = MEDIUM,
  more: (host: number) => string = () => '',
): ReadonlyMap<string, string> {
  const files = new Map([['flake.nix', flake(nixpkgs)]]);
  for (let i = 0; i < size.hosts; i += 1) {
    files.set(`hosts/host-${number(i)}/default.nix`, host(i, size.features, more(i)));
    files.set(`hosts/host-${number(i)}/hardware-configuration.nix`, hardware(i));
  }
  const tools = new Map<string, string[]>(CATEGORIES.map((category) => [category, []]));
  for (let i = 0; i < size.features; i += 1) {
    const { category, name } = feature(i);
    files.set(`modules/${category}/${name}.nix`, featureModule(i, size));
    tools.get(category)?.push(`${name}.nix`);
  }
  for (const [category, names] of tools) files.set(`modules/${category}/default.nix`, importer(names));
  files.set('modules/default.nix', importer(CATEGORIES));
  for (const [i, role] of ROLES.entries()) {
    const { category, name } = feature(i * 13);
    files.set(
      `roles/${role}.nix`,
      `{ lib, ... }:\n{\n  features.${category}.${name}.enable = lib.mkDefault true;\n}\n`,
    );
  }
  for (const kind of HARDWARE)
    files.set(`hardware/${kind}.nix`, `{\n  hardware.cpu.${kind}.updateMicrocode = true;\n}\n`);
  for (let i = 0; i < 20; i += 1) files.set(`home/profile-${number(i)}.nix`, homeProfile(i));
  for (let i = 0; i < 40; i += 1) files.set(`home/program-${number(i)}.nix`, homeProgram(i));
  for (let i = 0; files.size < size.files; i += 1) files.set(`overlays/tool-${number(i)}.nix`, overlay(i));
  return files;
}

/** Writes a made fleet into a folder. */
export function writeFleet(dir: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
}
