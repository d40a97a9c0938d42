{ mkFeature }:
mkFeature {
  title = "Atuin";
  description = "Shell history in a database: search all of it, by folder, host or outcome. Stays on this host unless a server is named.";
  category = "shells";
  brings = [ "shells.bash" ];

  options =
    { lib, ... }:
    {
      server = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "http://dex5550:8888";
        description = "Server that the history is copied to, encrypted before it leaves; null copies it nowhere.";
      };
      search = lib.mkOption {
        type = lib.types.enum [
          "fuzzy"
          "prefix"
          "fulltext"
        ];
        default = "fuzzy";
        description = "How words that are typed find commands.";
      };
    };

  home =
    { cfg, lib, ... }:
    {
      programs.atuin = {
        enable = true;
        # The arrow up goes on meaning the last command of this shell.
        flags = [ "--disable-up-arrow" ];
        settings = {
          auto_sync = cfg.server != null;
          search_mode = cfg.search;
          style = "compact";
          update_check = false;
        }
        // lib.optionalAttrs (cfg.server != null) {
          sync_address = cfg.server;
          sync_frequency = "10m";
        };
      };
    };
}
