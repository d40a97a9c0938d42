{ mkFeature }:
mkFeature {
  title = "Emacs";
  description = "Emacs with Magit, completion and Nix support from nixpkgs, kept running in the background so that windows open at once.";
  category = "development";

  options =
    { lib, ... }:
    {
      display = lib.mkOption {
        type = lib.types.enum [
          "wayland"
          "x11"
          "terminal"
        ];
        default = "wayland";
        description = "What it is built to draw on.";
      };
      daemon = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether a server starts with the session, for `emacsclient`.";
      };
      defaultEditor = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether EDITOR names it; needs the server.";
      };
    };

  home =
    { cfg, pkgs, ... }:
    let
      package = {
        wayland = pkgs.emacs-pgtk;
        x11 = pkgs.emacs;
        terminal = pkgs.emacs-nox;
      };
    in
    {
      programs.emacs = {
        enable = true;
        package = package.${cfg.display};
        extraPackages = emacs: [
          emacs.corfu
          emacs.envrc
          emacs.magit
          emacs.nix-mode
          emacs.orderless
          emacs.vertico
        ];
        extraConfig = ''
          (vertico-mode 1)
          (global-corfu-mode 1)
          (setq completion-styles '(orderless basic))
          (envrc-global-mode 1)
          (add-hook 'prog-mode-hook #'display-line-numbers-mode)
        '';
      };
      services.emacs = {
        enable = cfg.daemon;
        client.enable = cfg.daemon;
        defaultEditor = cfg.daemon && cfg.defaultEditor;
        startWithUserSession = if cfg.display == "terminal" then true else "graphical";
      };
    };
}
