{ mkFeature }:
mkFeature {
  title = "Service hardening";
  description = "Puts services into systemd's sandbox: those of other features that come without one, and any that you name. 32-bit programs do not run any more.";
  category = "security";
  conflicts = [
    {
      feature = "desktop.gaming";
      reason = "Steam and most games are 32-bit programs, which a hardened host refuses.";
    }
  ];

  options =
    { lib, ... }:
    {
      services = lib.mkOption {
        type = lib.types.attrsOf (
          lib.types.enum [
            "light"
            "strict"
          ]
        );
        default = { };
        example = {
          "my-service" = "strict";
        };
        description = "Further services, by unit name without \".service\", and how much is taken from each. \"strict\" leaves it only its own state folder to write to.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      light = {
        LockPersonality = lib.mkDefault true;
        NoNewPrivileges = lib.mkDefault true;
        PrivateTmp = lib.mkDefault true;
        ProtectControlGroups = lib.mkDefault true;
        ProtectHostname = lib.mkDefault true;
        ProtectKernelLogs = lib.mkDefault true;
        ProtectKernelModules = lib.mkDefault true;
        ProtectKernelTunables = lib.mkDefault true;
        RestrictRealtime = lib.mkDefault true;
        RestrictSUIDSGID = lib.mkDefault true;
      };
      levels = {
        inherit light;
        strict = light // {
          CapabilityBoundingSet = lib.mkDefault "";
          PrivateDevices = lib.mkDefault true;
          ProtectHome = lib.mkDefault true;
          ProtectProc = lib.mkDefault "invisible";
          ProtectSystem = lib.mkDefault "strict";
          RestrictAddressFamilies = lib.mkDefault [
            "AF_INET"
            "AF_INET6"
            "AF_NETLINK"
            "AF_UNIX"
          ];
          RestrictNamespaces = lib.mkDefault true;
          SystemCallFilter = lib.mkDefault [ "@system-service" ];
        };
      };

      # What NixOS runs with no sandbox of its own, and which keeps working in one.
      known = lib.optionalAttrs config.features.media.plex.enable { plex = "light"; };
    in
    {
      # For the whole host: the old 32-bit calls are a way around every filter.
      systemd.settings.Manager.SystemCallArchitectures = "native";
      systemd.services = lib.mapAttrs (_: level: { serviceConfig = levels.${level}; }) (
        known // cfg.services
      );
    };
}
