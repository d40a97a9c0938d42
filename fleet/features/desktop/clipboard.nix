{ mkFeature }:
mkFeature {
  title = "Clipboard history";
  description = "Remembers what was copied, pictures too, and offers it in the launcher.";
  category = "desktop";
  needs = [
    "desktop.hyprland"
    "desktop.launcher"
  ];

  options =
    { lib, ... }:
    {
      items = lib.mkOption {
        type = lib.types.ints.between 20 5000;
        default = 300;
        description = "How many copies it remembers.";
      };
      pictures = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether pictures are remembered too.";
      };
    };

  config =
    { pkgs, ... }:
    {
      environment.systemPackages = [ pkgs.wl-clipboard ];
    };

  home =
    { cfg, ... }:
    {
      services.cliphist = {
        enable = true;
        allowImages = cfg.pictures;
        extraOptions = [
          "-max-items"
          (toString cfg.items)
        ];
      };
      wayland.windowManager.hyprland.settings.bindd = [
        "$mod, V, Paste something older, exec, cliphist list | fuzzel --dmenu | cliphist decode | wl-copy"
        "$mod SHIFT, V, Forget a copy, exec, cliphist list | fuzzel --dmenu | cliphist delete"
      ];
    };
}
