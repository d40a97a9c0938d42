# What a host says of itself.
{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options.snowfleet.host = {
    role = mkOption {
      type = types.enum [
        "server"
        "workstation"
      ];
      description = "What the host is for.";
    };
    description = mkOption {
      type = types.str;
      default = "";
      description = "One line about the host.";
    };
    address = mkOption {
      type = types.nullOr types.str;
      default = null;
      description = "Where it is reached.";
    };
    user = mkOption {
      type = types.str;
      default = "root";
      description = "User to log in as.";
    };
    port = mkOption {
      type = types.port;
      default = 22;
      description = "Port of its SSH server.";
    };
    tags = mkOption {
      type = types.listOf types.str;
      default = [ ];
      description = "Words to select hosts by.";
    };
    hardware = mkOption {
      type = types.listOf types.str;
      default = [ ];
      description = "Makers of its processor and graphics.";
    };
  };

  config = {
    nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
    boot.loader.systemd-boot.enable = lib.mkDefault true;
  };
}
