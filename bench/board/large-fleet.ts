import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { HARDWARE, madeFleet, number, ROLES } from '../made-fleet';

export const HOSTS = 1000;
/** Modules that declare an option themselves, as most fleets have them. */
const PLAIN = 200;
/** Features that say what they bring, need and clash with. */
const DESCRIBED = 100;
export const FEATURES = PLAIN + DESCRIBED;

export const hostName = (index: number): string => `host-${number(index)}`;
/** The first ones are on everywhere, because others need them. */
const BASICS = 5;

const name = (index: number): string => `service-${number(index)}`;
const id = (index: number): string => `services.${name(index)}`;

/** A feature as the bundled fleet has them. Even and odd neighbours clash; every fourth brings the one before it. */
function describedFeature(index: number): string {
  const isBasic = index < BASICS;
  const needs = isBasic ? [] : [id(index % BASICS)];
  const brings = !isBasic && index % 4 === 3 ? [id(index - 2)] : [];
  const rival = index % 2 === 0 ? index + 1 : index - 1;
  const conflicts = isBasic || rival < BASICS ? [] : [id(rival)];
  const quoted = (ids: readonly string[]): string => ids.map((one) => ` "${one}"`).join('');
  return `{ mkFeature }:
mkFeature {
  title = "Service ${index}";
  description = "Answers on port ${7000 + index}, and keeps what it was told.";
  category = "services";
  brings = [${quoted(brings)} ];
  needs = [${quoted(needs)} ];
  conflicts = [${conflicts.map((one) => ` { feature = "${one}"; reason = "both answer on the same port."; }`).join('')} ];
  ${index % 10 === 8 ? 'hardware.requires = [ "nvidia" ];\n' : ''}
  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = ${7000 + index};
        description = "Where it listens.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      systemd.services."${name(index)}" = {
        wantedBy = [ "multi-user.target" ];
        serviceConfig.ExecStart = "\${pkgs.hello}/bin/hello --port \${toString cfg.port}";
      };
    };
}
`;
}

/** What a host says of itself, and a dozen of the described features. */
function ofHost(index: number): string {
  const wanted = Array.from({ length: 12 }, (_, i) => BASICS + 1 + ((index * 4 + i * 8) % 92)).map(
    // All even or all odd, so that no two of them clash.
    (at) => (at % 2 === index % 2 ? at : at + 1),
  );
  const on = [...new Set([...Array.from({ length: BASICS }, (_, i) => i), ...wanted])].filter(
    (at) => at < DESCRIBED && at % 10 !== 8,
  );
  return `
  snowfleet.host = {
    role = "${ROLES[index % ROLES.length]}";
    description = "Machine ${index} of rack ${Math.floor(index / 40)}";
    address = "10.${Math.floor(index / 250)}.${Math.floor(index / 40)}.${index % 250}";
    tags = [ "rack-${Math.floor(index / 40)}" ${index % 3 === 0 ? '"canary" ' : ''}];
    hardware = [ "${HARDWARE[index % HARDWARE.length]}" ];
  };

${on.map((at) => `  features.${id(at)}.enable = true;`).join('\n')}
`;
}

function flake(nixpkgs: string): string {
  return `{
  description = "A large fleet made to be measured";
  inputs.nixpkgs.url = "${nixpkgs}";
  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      features = import ./lib/load-features.nix (import ./features);
      mkHost =
        name:
        nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs; };
          modules = [ ./modules ] ++ features.modules ++ [ ./hosts/\${name} ];
        };
      names = builtins.attrNames (builtins.readDir ./hosts);
    in
    {
      features = features.catalogue;
      nixosConfigurations = nixpkgs.lib.genAttrs names mkHost;
    };
}
`;
}

/** The files of a fleet of a thousand hosts and three hundred features. */
export function largeFleet(nixpkgs: string, hosts = HOSTS): ReadonlyMap<string, string> {
  const files = new Map(
    madeFleet(nixpkgs, { hosts, features: PLAIN, files: 0, hasMoreSwitches: false }, ofHost),
  );
  files.set('flake.nix', flake(nixpkgs));
  for (const file of ['load-features.nix', 'mk-feature.nix'])
    files.set(`lib/${file}`, readFileSync(resolve('fleet/lib', file), 'utf8'));
  const names = Array.from({ length: DESCRIBED }, (_, index) => name(index));
  files.set('features/default.nix', `[\n${names.map((one) => `  ./services/${one}.nix`).join('\n')}\n]\n`);
  for (const [index, one] of names.entries())
    files.set(`features/services/${one}.nix`, describedFeature(index));
  const declared = readFileSync(resolve('fleet/modules/snowfleet-host.nix'), 'utf8');
  files.set('modules/snowfleet-host.nix', declared);
  files.set(
    'modules/default.nix',
    (files.get('modules/default.nix') ?? '').replace(
      'imports = [\n',
      'imports = [\n    ./snowfleet-host.nix\n',
    ),
  );
  return files;
}
