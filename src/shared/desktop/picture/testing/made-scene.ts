import type { ContentPalette, Scene, SceneMonitor, SceneWindow } from '../scene';

export const PALETTE: ContentPalette = {
  background: '#1e1e2e',
  foreground: '#cdd6f4',
  muted: '#585b70',
  raised: '#313244',
  accents: ['#89b4fa', '#cba6f7', '#a6e3a1', '#fab387'],
};

/** A window as a test wants it. */
export function madeWindow(wanted: Partial<SceneWindow> = {}): SceneWindow {
  return {
    kind: 'window',
    id: 'w1',
    title: 'zsh',
    class: 'kitty',
    box: { x: 22, y: 52, width: 931, height: 1006 },
    border: 2,
    borderPaint: { colours: ['#33ccffee', '#00ff99ee'], angle: 45 },
    rounding: 10,
    roundingPower: 2,
    shadow: { range: 4, power: 3, colour: '#1a1a1aee', x: 0, y: 0 },
    opacity: 1,
    dim: 0,
    content: 'terminal',
    focused: true,
    floating: false,
    group: null,
    titleBar: null,
    ...wanted,
  };
}

export function madeMonitor(wanted: Partial<SceneMonitor> = {}): SceneMonitor {
  return {
    name: 'DP-1',
    box: { x: 0, y: 0, width: 1920, height: 1080 },
    pixels: { width: 1920, height: 1080 },
    millimetres: { width: 597, height: 336 },
    scale: 1,
    turned: 0,
    focused: true,
    view: { key: '1', order: 1 },
    backdrop: { colour: '#111111ff', wallpaper: null },
    items: [madeWindow()],
    cursor: null,
    ...wanted,
  };
}

export function madeScene(...monitors: readonly SceneMonitor[]): Scene {
  return { monitors, approximated: [], palette: PALETTE };
}
