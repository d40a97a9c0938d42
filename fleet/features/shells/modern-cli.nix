{ mkFeature }:
mkFeature {
  title = "Modern command line";
  description = "Today's ls, cat, find, grep, du, df and ps: eza, bat, fd, ripgrep and others, with colours and sensible limits.";
  category = "shells";

  options =
    { lib, ... }:
    {
      replace = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether `ls` and `cat` call eza and bat when a person types them; scripts are not touched.";
      };
      icons = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether listings have icons, which need a patched font.";
      };
    };

  home =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      programs.eza = {
        enable = true;
        git = true;
        icons = if cfg.icons then "auto" else "never";
        extraOptions = [ "--group-directories-first" ];
        # Its own aliases replace ls; here that is for the person to choose.
        enableBashIntegration = cfg.replace;
        enableFishIntegration = cfg.replace;
        enableZshIntegration = cfg.replace;
      };
      programs.bat = {
        enable = true;
        config.style = "numbers,changes,header";
      };
      programs.fd = {
        enable = true;
        ignores = [
          ".git/"
          "node_modules/"
        ];
      };
      programs.ripgrep = {
        enable = true;
        arguments = [
          "--max-columns=200"
          "--max-columns-preview"
          "--smart-case"
        ];
      };
      home.packages = [
        pkgs.duf
        pkgs.dust
        pkgs.procs
        pkgs.sd
      ];
      home.shellAliases = lib.mkIf cfg.replace { cat = "bat --plain --paging=never"; };
    };
}
