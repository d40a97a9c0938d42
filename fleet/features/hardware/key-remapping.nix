{ mkFeature }:
mkFeature {
  title = "Other keys";
  description = "keyd makes Caps Lock useful on every keyboard, on the console too.";
  category = "hardware";
  health = [ { unit = "keyd.service"; } ];

  options =
    { lib, ... }:
    {
      capsLock = lib.mkOption {
        type = lib.types.enum [
          "control-escape"
          "control"
          "escape"
        ];
        default = "control-escape";
        description = "What Caps Lock is: \"control-escape\" is Control when held and Escape when tapped.";
      };
      homeRow = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Caps Lock with h, j, k, l are the arrow keys.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      layer = if cfg.homeRow then "arrows" else "control";
    in
    {
      services.keyd = {
        enable = true;
        keyboards.default = {
          ids = [ "*" ];
          settings = {
            main.capslock =
              {
                control-escape = "overload(${layer}, esc)";
                control = "layer(${layer})";
                escape = "esc";
              }
              .${cfg.capsLock};
            # All other keys do with it what they do with Control.
            "arrows:C" = lib.mkIf cfg.homeRow {
              h = "left";
              j = "down";
              k = "up";
              l = "right";
            };
          };
        };
      };
    };
}
