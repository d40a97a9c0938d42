{ mkFeature }:
mkFeature {
  title = "Screenshots";
  description = "Takes an area, a window or a screen; the picture can be marked up, and is copied and saved.";
  category = "desktop";
  needs = [ "desktop.hyprland" ];

  options =
    { lib, ... }:
    {
      folder = lib.mkOption {
        type = lib.types.str;
        default = "Pictures/Screenshots";
        description = "Folder for the pictures, below the person's home.";
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
      screenshot = pkgs.writeShellApplication {
        name = "screenshot";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.grim
          pkgs.hyprland
          pkgs.jq
          pkgs.libnotify
          pkgs.satty
          pkgs.slurp
          pkgs.wl-clipboard
        ];
        text = ''
          usage="usage: screenshot area|window|screen [edit]"
          folder="$HOME"/${lib.escapeShellArg cfg.folder}
          file="$folder/$(date +%Y-%m-%d_%H-%M-%S).png"

          case "''${1:-}" in
            area)
              # Escape is an answer too.
              box=$(slurp -d) || exit 0
              taken=(-g "$box")
              ;;
            window)
              box=$(hyprctl -j activewindow | jq -er '"\(.at[0]),\(.at[1]) \(.size[0])x\(.size[1])"')
              taken=(-g "$box")
              ;;
            screen)
              screen=$(hyprctl -j monitors | jq -er '.[] | select(.focused) | .name')
              taken=(-o "$screen")
              ;;
            *)
              echo "$usage" >&2
              exit 2
              ;;
          esac

          mkdir -p "$folder"
          if [ "''${2:-}" = edit ]; then
            grim "''${taken[@]}" - | satty --filename - --output-filename "$file" --copy-command wl-copy
          else
            grim "''${taken[@]}" "$file"
            wl-copy --type image/png < "$file"
            notify-send --icon "$file" "Screenshot" "Copied, and saved as $file"
          fi
        '';
      };
    in
    {
      environment.systemPackages = [ screenshot ];
    };

  home = {
    wayland.windowManager.hyprland.settings.bindd = [
      ", Print, Picture of an area, exec, screenshot area"
      "SHIFT, Print, Picture of the screen, exec, screenshot screen"
      "ALT, Print, Picture of the window, exec, screenshot window"
      "$mod, Print, Mark up an area, exec, screenshot area edit"
    ];
  };
}
