{ mkFeature }:
mkFeature {
  title = "Cache server";
  description = "Offers what this host built to the others, signed with its key.";
  category = "nix";
  secrets = [ "nix-cache-signing-key" ];
  health = [
    { unit = "nix-serve.service"; }
    { url = "http://127.0.0.1:5000/nix-cache-info"; }
  ];

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may fetch: this host alone, the tailnet, or every network.";
      };
      port = lib.mkOption {
        type = lib.types.port;
        default = 5000;
        description = "Port to answer on. The list of caches names it, too.";
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
      own = lib.filter (cache: (cache.ours or null) == config.networking.hostName) (
        import ./cache-list.nix
      );
    in
    {
      services.nix-serve = {
        enable = true;
        # The same protocol, written anew: faster and with less memory.
        package = pkgs.nix-serve-ng;
        port = cfg.port;
        bindAddress = if cfg.expose == "local" then "127.0.0.1" else "0.0.0.0";
        secretKeyFile = config.age.secrets.nix-cache-signing-key.path;
        extraParams = lib.mkIf (own != [ ]) "--priority ${toString (lib.head own).priority}";
        openFirewall = cfg.expose == "network";
      };
      networking.firewall.interfaces = lib.mkIf (cfg.expose == "tailnet") {
        tailscale0.allowedTCPPorts = [ cfg.port ];
      };
      # What it builds from now on carries the signature from the start, so that copying it elsewhere keeps it.
      nix.settings.secret-key-files = [ config.age.secrets.nix-cache-signing-key.path ];
    };
}
