{ mkFeature }:
mkFeature {
  title = "Limits";
  description = "More open files, watched files and memory maps than the defaults allow: editors, containers and games want them.";
  category = "performance";

  options =
    { lib, ... }:
    {
      files = lib.mkOption {
        type = lib.types.ints.between 1024 1048576;
        default = 524288;
        description = "Files one program may have open.";
      };
      watches = lib.mkOption {
        type = lib.types.ints.between 8192 4194304;
        default = 1048576;
        description = "Files one person's programs may watch for changes.";
      };
    };

  config =
    { cfg, ... }:
    {
      security.pam.loginLimits = [
        {
          domain = "*";
          type = "hard";
          item = "nofile";
          value = toString cfg.files;
        }
        {
          # Some old programs go through all numbers up to the limit: those that want more raise it themselves.
          domain = "*";
          type = "soft";
          item = "nofile";
          value = "4096";
        }
      ];
      boot.kernel.sysctl = {
        "fs.inotify.max_user_watches" = cfg.watches;
        "fs.inotify.max_user_instances" = 1024;
        "vm.max_map_count" = 1048576;
      };
    };
}
