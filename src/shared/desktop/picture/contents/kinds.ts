import type { ContentKind } from '../scene';

/** Programs by what their windows hold, as their window classes name them. */
const KINDS: readonly { readonly kind: ContentKind; readonly pattern: RegExp }[] = [
  {
    kind: 'terminal',
    pattern:
      /kitty|alacritty|foot|wezterm|ghostty|konsole|terminal|xterm|tilix|rio|contour|st-256|scratch|btop|htop/iu,
  },
  {
    kind: 'editor',
    pattern:
      /code|codium|emacs|neovide|nvim|zed|jetbrains|idea|kate|kwrite|sublime|lapce|helix|gedit|obsidian/iu,
  },
  {
    kind: 'browser',
    pattern:
      /firefox|chrom|brave|zen|vivaldi|librewolf|qutebrowser|edge|opera|floorp|epiphany|browser|okular|evince|zathura/iu,
  },
  {
    kind: 'chat',
    pattern:
      /discord|vesktop|slack|telegram|signal|element|teams|fractal|whatsapp|thunderbird|geary|chat|mail/iu,
  },
  { kind: 'files', pattern: /nautilus|thunar|dolphin|nemo|pcmanfm|yazi|ranger|files|filemanager/iu },
  {
    kind: 'media',
    pattern: /mpv|vlc|spotify|steam|imv|obs|gimp|blender|celluloid|music|video|picture.?in/iu,
  },
];

/** What a window of this class is filled with. The drawing is ours; nothing is known of what it would really show. */
export function contentKindOf(windowClass: string): ContentKind {
  return KINDS.find(({ pattern }) => pattern.test(windowClass))?.kind ?? 'plain';
}
