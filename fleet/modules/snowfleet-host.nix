# Facts about a host that Snowfleet shows and uses to reach it.
{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options.snowfleet.host = {
    role = mkOption {
      type = types.enum [
        "workstation"
        "laptop"
        "server"
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
      description = "Address or DNS name to reach it at; null leaves it to the SSH configuration.";
    };
    user = mkOption {
      type = types.str;
      default = "root";
      description = "User to log in as for deploying.";
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
      type = types.listOf (
        types.enum [
          "amd"
          "intel"
          "nvidia"
        ]
      );
      default = [ ];
      description = "Makers of its processor and graphics; the files in hardware/ do the rest.";
    };
  };
}
