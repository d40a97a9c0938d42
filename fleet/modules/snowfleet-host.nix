# Facts about a host that Snowfleet shows and uses to reach it, and what it looks at after a deploy.
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

  options.snowfleet.health = mkOption {
    type = types.listOf (
      types.submodule {
        options = {
          unit = mkOption {
            type = types.nullOr types.str;
            default = null;
            description = "Unit that systemd has running, or a oneshot that ended well.";
          };
          port = mkOption {
            type = types.nullOr types.port;
            default = null;
            description = "TCP port on which something listens.";
          };
          url = mkOption {
            type = types.nullOr types.str;
            default = null;
            description = "URL that answers below 400, as seen from the host.";
          };
          command = mkOption {
            type = types.nullOr types.str;
            default = null;
            description = "Line for sh that ends with 0, run by root with the system's PATH.";
          };
          feature = mkOption {
            type = types.nullOr types.str;
            default = null;
            description = "Feature that asks for it.";
          };
        };
      }
    );
    default = [ ];
    description = "What has to hold after a deploy; else the host goes back to the system before.";
  };
}
