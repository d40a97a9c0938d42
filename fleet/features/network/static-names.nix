{ mkFeature }:
mkFeature {
  title = "Names of devices";
  description = "Names for what is in the house and has no DNS of its own: the router, printers, lamps.";
  category = "network";

  options =
    { lib, ... }:
    {
      devices = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = {
          router = (import ./host-table.nix).gateway;
        };
        defaultText = "the router";
        example = {
          printer = "192.0.2.20";
        };
        description = "Name of each device, without domain, and its address.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      table = import ./host-table.nix;
      taken = lib.filter (name: table.hosts ? ${name}) (lib.attrNames cfg.devices);
    in
    {
      networking.hosts = lib.foldlAttrs (
        hosts: name: address:
        hosts
        // {
          ${address} = (hosts.${address} or [ ]) ++ [
            "${name}.${table.domain}"
            name
          ];
        }
      ) { } cfg.devices;

      assertions = [
        {
          assertion = taken == [ ];
          message = "features.network.static-names.devices has names of hosts of the fleet, which the tailnet and features.network.lan-fallback look after: ${lib.concatStringsSep ", " taken}.";
        }
      ];
    };
}
