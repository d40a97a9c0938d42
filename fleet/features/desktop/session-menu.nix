{ mkFeature }:
mkFeature {
  title = "Session menu";
  description = "Lock, leave, suspend, restart or switch off, with one key each.";
  category = "desktop";
  needs = [
    "desktop.hyprland"
    "desktop.lock"
  ];

  home =
    { config, ... }:
    let
      c = (import ./theming/palettes.nix).${config.features.desktop.theming.scheme}.colours;
    in
    {
      programs.wlogout = {
        enable = true;
        layout = [
          {
            label = "lock";
            action = "loginctl lock-session";
            text = "Lock";
            keybind = "l";
          }
          {
            label = "logout";
            action = "hyprctl dispatch exit";
            text = "Leave";
            keybind = "e";
          }
          {
            label = "suspend";
            action = "systemctl suspend";
            text = "Suspend";
            keybind = "s";
          }
          {
            label = "reboot";
            action = "systemctl reboot";
            text = "Restart";
            keybind = "r";
          }
          {
            label = "shutdown";
            action = "systemctl poweroff";
            text = "Switch off";
            keybind = "p";
          }
        ];
        style = ''
          window {
            background: alpha(#${c.base00}, 0.8);
          }
          button {
            margin: 12px;
            border: 2px solid transparent;
            border-radius: 16px;
            background: alpha(#${c.base00}, 0.9);
            color: #${c.base05};
            font-family: "Inter";
            font-size: 18px;
          }
          button:focus,
          button:hover {
            border-color: #${c.base0D};
            color: #${c.base0D};
          }
        '';
      };
      wayland.windowManager.hyprland.settings.bindd = [
        "$mod, Escape, Session menu, exec, wlogout --protocol layer-shell --buttons-per-row 5"
      ];
    };
}
