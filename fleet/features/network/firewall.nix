{ mkFeature }:
mkFeature {
  title = "Firewall";
  description = "Lets nothing in but what a feature opens or is declared here with its reason, and logs what it refuses.";
  category = "network";

  options =
    { lib, ... }:
    {
      openings = lib.mkOption {
        type = lib.types.listOf (
          lib.types.submodule {
            options = {
              port = lib.mkOption {
                type = lib.types.port;
                description = "Port to open.";
              };
              protocol = lib.mkOption {
                type = lib.types.enum [
                  "tcp"
                  "udp"
                ];
                default = "tcp";
                description = "Its protocol.";
              };
              interface = lib.mkOption {
                type = lib.types.nullOr lib.types.str;
                default = null;
                example = "tailscale0";
                description = "The only interface it is open on; null opens it on all.";
              };
              reason = lib.mkOption {
                type = lib.types.nonEmptyStr;
                example = "the printer sends scans here";
                description = "Why it is open. Nobody dares to close what nobody remembers.";
              };
            };
          }
        );
        default = [ ];
        description = "Ports that are open beyond those that features open for themselves.";
      };
      ping = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the host answers to ping. The network probes need it.";
      };
      log = lib.mkOption {
        type = lib.types.enum [
          "nothing"
          "connections"
          "packets"
        ];
        default = "connections";
        description = "What is written to the journal of all that is refused.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      on = interface: protocol: map (opening: opening.port) (
        lib.filter (
          opening: opening.interface == interface && opening.protocol == protocol
        ) cfg.openings
      );
      interfaces = lib.unique (
        lib.filter (interface: interface != null) (map (opening: opening.interface) cfg.openings)
      );
      line =
        opening:
        "${opening.protocol}/${toString opening.port} on ${
          if opening.interface == null then "every interface" else opening.interface
        }: ${opening.reason}";
    in
    {
      networking.firewall = {
        enable = true;
        allowPing = cfg.ping;
        # Silence tells a stranger less, and costs less, than a refusal.
        rejectPackets = false;
        # Tailscale's exit nodes and several uplinks answer by another way than the one asked on.
        checkReversePath = lib.mkDefault "loose";
        logRefusedConnections = cfg.log != "nothing";
        logRefusedPackets = cfg.log == "packets";
        logReversePathDrops = cfg.log == "packets";
        allowedTCPPorts = on null "tcp";
        allowedUDPPorts = on null "udp";
        interfaces = lib.genAttrs interfaces (interface: {
          allowedTCPPorts = on interface "tcp";
          allowedUDPPorts = on interface "udp";
        });
      };
      # Beside the rules, for whoever looks at the host and asks why.
      environment.etc."firewall-openings".text =
        if cfg.openings == [ ] then
          "Nothing is open beyond what features open for themselves.\n"
        else
          lib.concatMapStrings (opening: "${line opening}\n") cfg.openings;
    };
}
