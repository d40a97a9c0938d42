{ mkFeature }:
mkFeature {
  title = "Documentation";
  description = "Manual pages that can be searched, or none at all on a host where nobody reads them.";
  category = "system";

  options =
    { lib, ... }:
    {
      amount = lib.mkOption {
        type = lib.types.enum [
          "none"
          "manuals"
          "developer"
        ];
        default = "manuals";
        description = "\"developer\" adds the pages of libraries; \"none\" keeps some hundred MiB off a small disk.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      some = cfg.amount != "none";
      developer = cfg.amount == "developer";
    in
    {
      documentation = {
        enable = some;
        man.enable = some;
        # Makes `apropos` find something, for a minute more of building.
        man.generateCaches = some;
        dev.enable = developer;
        # HTML and info pages: the same again.
        doc.enable = lib.mkDefault false;
        info.enable = lib.mkDefault false;
        nixos.enable = lib.mkDefault some;
      };
      environment.systemPackages =
        lib.optional some pkgs.tealdeer
        ++ lib.optionals developer [
          pkgs.man-pages
          pkgs.man-pages-posix
        ];
    };
}
