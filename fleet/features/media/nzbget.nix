{ mkFeature }:
mkFeature {
  title = "NZBGet";
  description = "Fetches what Sonarr and Radarr find on Usenet.";
  category = "media";
  brings = [ "media.library" ];
  secrets = [ "nzbget-control-password" ];
  health = [
    { unit = "nzbget.service"; }
    { port = 6789; }
  ];

  options =
    { lib, ... }:
    {
      rateKiB = lib.mkOption {
        type = lib.types.ints.unsigned;
        default = 0;
        example = 20480;
        description = "KiB it may fetch each second; 0 is no limit.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the page: this host, the tailnet, or every network.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      library = config.features.media.library.path;
      setPassword = pkgs.writeShellApplication {
        name = "nzbget-set-password";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.gnugrep
        ];
        text = ''
          # An option of the command line would show the password to everybody who lists processes.
          conf=/var/lib/nzbget/nzbget.conf
          umask 077
          {
            grep --invert-match '^ControlPassword=' "$conf" || true
            printf 'ControlPassword=%s\n' "$(< "$CREDENTIALS_DIRECTORY/control-password")"
          } > "$conf.new"
          mv -- "$conf.new" "$conf"
        '';
      };
      reach = import ../monitoring/reach.nix {
        inherit (cfg) expose;
        port = 6789;
      };
    in
    {
      services.nzbget = {
        enable = true;
        group = "media";
        settings = {
          MainDir = "/var/lib/nzbget";
          DestDir = "${library}/downloads/usenet";
          ControlIP = reach.address;
          ControlUsername = "fleet";
          DownloadRate = cfg.rateKiB;
          UMask = "0002";
        };
      };
      systemd.services.nzbget = {
        serviceConfig.LoadCredential = [
          "control-password:${config.age.secrets.nzbget-control-password.path}"
        ];
        # After the module's own, which makes the file.
        preStart = lib.mkAfter "${setPassword}/bin/nzbget-set-password";
      };
      networking.firewall = reach.firewall;
    };
}
