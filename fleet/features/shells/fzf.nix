{ mkFeature }:
mkFeature {
  title = "fzf";
  description = "Finds files, folders and earlier commands while one types parts of their names: Ctrl+T, Alt+C and Ctrl+R.";
  category = "shells";
  brings = [ "shells.bash" ];

  options =
    { lib, ... }:
    {
      hidden = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether files whose names begin with a dot are found.";
      };
      preview = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether what is found is shown beside the list.";
      };
    };

  home =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      fd = "${lib.getExe pkgs.fd}${lib.optionalString cfg.hidden " --hidden"} --exclude .git";
    in
    {
      programs.fzf = {
        enable = true;
        defaultCommand = "${fd} --type file";
        fileWidgetCommand = "${fd} --type file";
        changeDirWidgetCommand = "${fd} --type directory";
        defaultOptions = [
          "--height=40%"
          "--layout=reverse"
          "--border"
        ];
        fileWidgetOptions = lib.optional cfg.preview "--preview '${lib.getExe pkgs.bat} --color=always --line-range=:200 {}'";
        changeDirWidgetOptions = lib.optional cfg.preview "--preview '${lib.getExe pkgs.eza} --tree --level=2 --color=always {}'";
      };
    };
}
