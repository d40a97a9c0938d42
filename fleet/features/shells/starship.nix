{ mkFeature }:
mkFeature {
  title = "Starship";
  description = "A prompt for every shell that tells folder, Git state, development shell and how long the last command took.";
  category = "shells";
  brings = [ "shells.bash" ];

  options =
    { lib, ... }:
    {
      symbols = lib.mkOption {
        type = lib.types.enum [
          "plain"
          "nerd-font"
        ];
        default = "plain";
        description = "Signs to use: plain ones, which every terminal has, or those of a Nerd Font.";
      };
      showHost = lib.mkOption {
        type = lib.types.enum [
          "ssh"
          "always"
        ];
        default = "ssh";
        description = "When the host's name is shown: on other hosts only, or always.";
      };
    };

  home =
    { cfg, lib, ... }:
    {
      programs.starship = {
        enable = true;
        settings = {
          add_newline = false;
          command_timeout = 1000;
          cmd_duration.min_time = 3000;
          directory.truncate_to_repo = true;
          hostname.ssh_only = cfg.showHost == "ssh";
          nix_shell.heuristic = true;
        }
        // lib.optionalAttrs (cfg.symbols == "plain") {
          character = {
            success_symbol = "[>](bold green)";
            error_symbol = "[>](bold red)";
          };
          git_branch.symbol = "git ";
          git_status = {
            ahead = "+";
            behind = "-";
            diverged = "+-";
          };
          nix_shell.symbol = "nix ";
        };
      };
    };
}
