# Base16 palettes: base00 to base07 run from background to foreground, base08 to base0F are red, orange, yellow,
# green, cyan, blue, purple and brown. Each is what its own project publishes.
let
  palette = dark: list: {
    inherit dark;
    colours = builtins.listToAttrs (
      builtins.genList (index: {
        name = "base0${builtins.substring index 1 "0123456789ABCDEF"}";
        # A colour is six digits and a space.
        value = builtins.substring (index * 7) 6 list;
      }) 16
    );
  };
  dark = palette true;
  light = palette false;
in
{
  catppuccin-latte = light "eff1f5 e6e9ef ccd0da bcc0cc acb0be 4c4f69 dc8a78 7287fd d20f39 fe640b df8e1d 40a02b 179299 1e66f5 8839ef dd7878";
  catppuccin-mocha = dark "1e1e2e 181825 313244 45475a 585b70 cdd6f4 f5e0dc b4befe f38ba8 fab387 f9e2af a6e3a1 94e2d5 89b4fa cba6f7 f2cdcd";
  dracula = dark "282a36 363447 44475a 6272a4 9ea8c7 f8f8f2 f0f1f4 ffffff ff5555 ffb86c f1fa8c 50fa7b 8be9fd 80bfff ff79c6 bd93f9";
  everforest = dark "2d353b 343f44 475258 859289 9da9a0 d3c6aa e6e2cc fdf6e3 e67e80 e69875 dbbc7f a7c080 83c092 7fbbb3 d699b6 9da9a0";
  gruvbox-dark = dark "282828 3c3836 504945 665c54 bdae93 d5c4a1 ebdbb2 fbf1c7 fb4934 fe8019 fabd2f b8bb26 8ec07c 83a598 d3869b d65d0e";
  gruvbox-light = light "fbf1c7 ebdbb2 d5c4a1 bdae93 665c54 504945 3c3836 282828 9d0006 af3a03 b57614 79740e 427b58 076678 8f3f71 d65d0e";
  nord = dark "2e3440 3b4252 434c5e 4c566a d8dee9 e5e9f0 eceff4 8fbcbb bf616a d08770 ebcb8b a3be8c 88c0d0 81a1c1 b48ead 5e81ac";
  one-dark = dark "282c34 353b45 3e4451 545862 565c64 abb2bf b6bdca c8ccd4 e06c75 d19a66 e5c07b 98c379 56b6c2 61afef c678dd be5046";
  rose-pine = dark "191724 1f1d2e 26233a 6e6a86 908caa e0def4 e0def4 524f67 eb6f92 f6c177 ebbcba 31748f 9ccfd8 c4a7e7 f6c177 524f67";
  solarized-dark = dark "002b36 073642 586e75 657b83 839496 93a1a1 eee8d5 fdf6e3 dc322f cb4b16 b58900 859900 2aa198 268bd2 6c71c4 d33682";
  solarized-light = light "fdf6e3 eee8d5 93a1a1 839496 657b83 586e75 073642 002b36 dc322f cb4b16 b58900 859900 2aa198 268bd2 6c71c4 d33682";
}
