{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag of service;
  inherit (lib) types;
  gitSections = types.attrsOf (types.attrsOf types.anything);
  program =
    title: package: options:
    service {
      path = [ "programs" title ];
      inherit title;
      packages = _: pkgs: [ pkgs.${package} ];
      options = _: options;
    };
in
{
  imports = [
    (service {
      path = [ "programs" "git" ];
      title = "git";
      packages = cfg: pkgs: [ pkgs.git ] ++ lib.optional cfg.lfs.enable pkgs.git-lfs;
      options = _: {
        lfs.enable = flag false "Whether Git LFS is there.";
        config = of (types.either gitSections (types.listOf gitSections)) [ ] "Settings of git.";
      };
    })
    (service {
      path = [ "programs" "neovim" ];
      title = "Neovim";
      packages = _: pkgs: [ pkgs.neovim ];
      options = _: {
        defaultEditor = flag false "Whether EDITOR names it.";
        viAlias = flag false "Whether vi starts it.";
        vimAlias = flag false "Whether vim starts it.";
      };
      also = cfg: { environment.variables = lib.mkIf cfg.defaultEditor { EDITOR = lib.mkOverride 900 "nvim"; }; };
    })
    (program "direnv" "direnv" { nix-direnv.enable = flag true "Whether nix-direnv caches shells."; })
    (program "fish" "fish" { })
    (program "htop" "htop" { })
    (program "firefox" "firefox" { })
    (program "mtr" "mtr" { })
    (program "nano" "nano" { })
    (program "starship" "starship" { })
    (program "steam" "steam" { })
    (program "tmux" "tmux" { extraConfig = of types.lines "" "More configuration."; })
    (program "vim" "vim" { defaultEditor = flag false "Whether EDITOR names it."; })
    (program "virt-manager" "virt-manager" { })
    (program "wireshark" "wireshark" { })
    (program "zsh" "zsh" { autosuggestions.enable = flag false "Whether commands are suggested."; })
  ];
}
