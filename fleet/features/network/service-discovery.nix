{ mkFeature }:
mkFeature {
  title = "Service discovery";
  description = "Finds printers, speakers and other hosts in the local network by themselves (mDNS), and lets this host be found.";
  category = "network";
  health = [ { unit = "avahi-daemon.service"; } ];

  options =
    { lib, ... }:
    {
      publish = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether others find this host as NAME.local. Off suits laptops in strangers' networks.";
      };
      announce = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "files"
            "ssh"
          ]
        );
        default = [ "ssh" ];
        description = "Services this host tells others about: its SSH server, its files over SSH.";
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
      service =
        type: title:
        ''
          <?xml version="1.0" standalone="no"?>
          <!DOCTYPE service-group SYSTEM "avahi-service.dtd">
          <service-group>
            <name replace-wildcards="yes">${title} on %h</name>
            <service>
              <type>${type}</type>
              <port>${toString config.snowfleet.host.port}</port>
            </service>
          </service-group>
        '';
      known = {
        files = service "_sftp-ssh._tcp" "Files";
        ssh = service "_ssh._tcp" "SSH";
      };
    in
    {
      services.avahi = {
        enable = true;
        nssmdns4 = true;
        openFirewall = lib.mkDefault true;
        # A tailnet has names of its own, and containers are nobody's business.
        denyInterfaces = [
          "tailscale0"
          "docker0"
          "podman0"
        ];
        publish = {
          enable = cfg.publish;
          addresses = cfg.publish;
          workstation = cfg.publish;
        };
        extraServiceFiles = lib.mkIf cfg.publish (lib.genAttrs cfg.announce (name: known.${name}));
      };
      # One answers mDNS, not two.
      services.resolved.extraConfig = "MulticastDNS=no";
    };
}
