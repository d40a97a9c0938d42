{ mkFeature }:
mkFeature {
  title = "Binary caches";
  description = "Fetches what was built already: from the fleet's own cache first, then from NixOS, then from the community's.";
  category = "nix";

  options =
    { lib, ... }:
    {
      tiers = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "fleet"
            "public"
          ]
        );
        default = [
          "fleet"
          "public"
        ];
        description = "Which caches are asked, besides cache.nixos.org. A laptop that is mostly away does better without \"fleet\".";
      };
      timeout = lib.mkOption {
        type = lib.types.ints.between 1 60;
        default = 5;
        description = "Seconds after which a cache that does not answer is passed over.";
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
      fits = cache: !(cache ? hardware) || lib.elem cache.hardware config.snowfleet.host.hardware;
      inTier = cache: lib.elem (if cache ? ours then "fleet" else "public") cfg.tiers;
      # What a host serves itself it has.
      elsewhere = cache: (cache.ours or null) != config.networking.hostName;
      asked = lib.filter (
        cache: !(cache.standard or false) && fits cache && inTier cache && elsewhere cache
      ) (import ./cache-list.nix);
    in
    {
      nix.settings = {
        substituters = map (cache: "${cache.url}?priority=${toString cache.priority}") asked;
        trusted-public-keys = map (cache: cache.key) asked;
        connect-timeout = cfg.timeout;
        # A cache that has a path, but fails to hand it over, is no reason to give up.
        fallback = true;
        narinfo-cache-negative-ttl = 300;
        http-connections = 50;
      };
    };
}
