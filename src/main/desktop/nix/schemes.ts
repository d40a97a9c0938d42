/**
 * Colours of base16 schemes that fleets use most, `base00` to `base0F` in order, by the name of their file in the package
 * base16-schemes. The values are those that the schemes' authors publish.
 */
export const SCHEMES: Readonly<Record<string, string>> = {
  'catppuccin-mocha':
    '1e1e2e 181825 313244 45475a 585b70 cdd6f4 f5e0dc b4befe f38ba8 fab387 f9e2af a6e3a1 94e2d5 89b4fa cba6f7 f2cdcd',
  'catppuccin-macchiato':
    '24273a 1e2030 363a4f 494d64 5b6078 cad3f5 f4dbd6 b7bdf8 ed8796 f5a97f eed49f a6da95 8bd5ca 8aadf4 c6a0f6 f0c6c6',
  'catppuccin-frappe':
    '303446 292c3c 414559 51576d 626880 c6d0f5 f2d5cf babbf1 e78284 ef9f76 e5c890 a6d189 81c8be 8caaee ca9ee6 eebebe',
  'catppuccin-latte':
    'eff1f5 e6e9ef ccd0da bcc0cc acb0be 4c4f69 dc8a78 7287fd d20f39 fe640b df8e1d 40a02b 179299 1e66f5 8839ef dd7878',
  dracula:
    '282936 3a3c4e 4d4f68 626483 62d6e8 e9e9f4 f1f2f8 f7f7fb ea51b2 b45bcf 00f769 ebff87 a1efe4 62d6e8 b45bcf 00f769',
  'gruvbox-dark-hard':
    '1d2021 3c3836 504945 665c54 bdae93 d5c4a1 ebdbb2 fbf1c7 fb4934 fe8019 fabd2f b8bb26 8ec07c 83a598 d3869b d65d0e',
  'gruvbox-dark-medium':
    '282828 3c3836 504945 665c54 bdae93 d5c4a1 ebdbb2 fbf1c7 fb4934 fe8019 fabd2f b8bb26 8ec07c 83a598 d3869b d65d0e',
  'gruvbox-dark-soft':
    '32302f 3c3836 504945 665c54 bdae93 d5c4a1 ebdbb2 fbf1c7 fb4934 fe8019 fabd2f b8bb26 8ec07c 83a598 d3869b d65d0e',
  'gruvbox-light-medium':
    'fbf1c7 ebdbb2 d5c4a1 bdae93 665c54 504945 3c3836 282828 9d0006 af3a03 b57614 79740e 427b58 076678 8f3f71 d65d0e',
  nord: '2e3440 3b4252 434c5e 4c566a d8dee9 e5e9f0 eceff4 8fbcbb bf616a d08770 ebcb8b a3be8c 88c0d0 81a1c1 b48ead 5e81ac',
  onedark:
    '282c34 353b45 3e4451 545862 565c64 abb2bf b6bdca c8ccd4 e06c75 d19a66 e5c07b 98c379 56b6c2 61afef c678dd be5046',
  'rose-pine':
    '191724 1f1d2e 26233a 6e6a86 908caa e0def4 e0def4 524f67 eb6f92 f6c177 ebbcba 31748f 9ccfd8 c4a7e7 f6c177 524f67',
  'solarized-dark':
    '002b36 073642 586e75 657b83 839496 93a1a1 eee8d5 fdf6e3 dc322f cb4b16 b58900 859900 2aa198 268bd2 6c71c4 d33682',
  'solarized-light':
    'fdf6e3 eee8d5 93a1a1 839496 657b83 586e75 073642 002b36 dc322f cb4b16 b58900 859900 2aa198 268bd2 6c71c4 d33682',
  'tokyo-night-dark':
    '1a1b26 16161e 2f3549 444b6a 787c99 a9b1d6 cbccd1 d5d6db c0caf5 a9b1d6 0db9d7 9ece6a b4f9f8 2ac3de bb9af7 f7768e',
};
