/**
 * The app's own drawings: strokes of 1.5 on a 16 px field. A shape is an element name and its attributes, so
 * nothing is parsed from markup at run time.
 */
export type IconShape =
  | { readonly tag: 'path'; readonly d: string; readonly width?: number }
  | {
      readonly tag: 'circle';
      readonly cx: number;
      readonly cy: number;
      readonly r: number;
      readonly dash?: string;
      readonly solid?: boolean;
    }
  | {
      readonly tag: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly rx: number;
    };

export const ICON_SHAPES = {
  inventory: [
    { tag: 'rect', x: 2, y: 2.5, width: 12, height: 4.5, rx: 1.2 },
    { tag: 'rect', x: 2, y: 9, width: 12, height: 4.5, rx: 1.2 },
    { tag: 'path', d: 'M4.6 4.75h.01M4.6 11.25h.01M8.5 4.75H11.5M8.5 11.25H11.5' },
  ],
  features: [
    { tag: 'rect', x: 2, y: 2, width: 5, height: 5, rx: 1.2 },
    { tag: 'rect', x: 9, y: 2, width: 5, height: 5, rx: 1.2 },
    { tag: 'rect', x: 2, y: 9, width: 5, height: 5, rx: 1.2 },
    { tag: 'path', d: 'M11.5 9v5M9 11.5h5' },
  ],
  deploys: [
    { tag: 'path', d: 'M8 10.5V2.5M4.8 5.5 8 2.3l3.2 3.2' },
    { tag: 'path', d: 'M2.5 10v2.2a1.3 1.3 0 0 0 1.3 1.3h8.4a1.3 1.3 0 0 0 1.3-1.3V10' },
  ],
  terminals: [
    { tag: 'rect', x: 1.8, y: 2.5, width: 12.4, height: 11, rx: 1.6 },
    { tag: 'path', d: 'm4.5 6 2 2-2 2M8.5 10.3h3' },
  ],
  secrets: [
    { tag: 'circle', cx: 5, cy: 10.8, r: 2.9 },
    { tag: 'path', d: 'm7.2 8.7 6-6M10.8 5.1l2 2M12.5 3.4l1.4 1.4' },
  ],
  images: [
    { tag: 'rect', x: 5, y: 1.8, width: 6, height: 4, rx: 0.8 },
    {
      tag: 'path',
      d: 'M3.8 5.8h8.4v6.6a1.8 1.8 0 0 1-1.8 1.8H5.6a1.8 1.8 0 0 1-1.8-1.8zM7 3.8h.01M9 3.8h.01',
    },
  ],
  desktop: [
    { tag: 'rect', x: 1.8, y: 2.5, width: 12.4, height: 8.6, rx: 1.3 },
    { tag: 'path', d: 'M6 13.8h4M8 11.1v2.7M8 2.5v8.6M8 6.5h6.2' },
  ],
  search: [
    { tag: 'circle', cx: 7, cy: 7, r: 4.3 },
    { tag: 'path', d: 'm10.3 10.3 3.2 3.2' },
  ],
  branch: [
    { tag: 'circle', cx: 4.5, cy: 3.6, r: 1.6 },
    { tag: 'circle', cx: 4.5, cy: 12.4, r: 1.6 },
    { tag: 'circle', cx: 11.5, cy: 5.2, r: 1.6 },
    { tag: 'path', d: 'M4.5 5.2v5.6M11.5 6.8c0 2.6-7 1.4-7 3.6' },
  ],
  down: [{ tag: 'path', d: 'm4.5 6.2 3.5 3.6 3.5-3.6' }],
  right: [{ tag: 'path', d: 'm6.2 4.5 3.6 3.5-3.6 3.5' }],
  arrow: [{ tag: 'path', d: 'M2.5 8h11M10 4.5 13.5 8 10 11.5' }],
  ok: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.7 },
    { tag: 'path', d: 'm5.5 8.2 1.8 1.8 3.3-3.7' },
  ],
  check: [{ tag: 'path', d: 'm3.2 8.4 3.2 3.2 6.4-7' }],
  alert: [
    { tag: 'path', d: 'M8 2.4 14.2 13.2H1.8z' },
    { tag: 'path', d: 'M8 6.5v3M8 11.4h.01' },
  ],
  fail: [
    { tag: 'path', d: 'M5.6 1.9h4.8l3.7 3.7v4.8l-3.7 3.7H5.6l-3.7-3.7V5.6z' },
    { tag: 'path', d: 'm6 6 4 4M10 6l-4 4' },
  ],
  x: [{ tag: 'path', d: 'm4 4 8 8M12 4l-8 8' }],
  unknown: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.7, dash: '2.4 2.1' },
    { tag: 'path', d: 'M6.5 6.6A1.6 1.6 0 1 1 8 8.7M8 11h.01' },
  ],
  clock: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.7 },
    { tag: 'path', d: 'M8 4.9V8l2.1 1.4' },
  ],
  drift: [{ tag: 'path', d: 'M2.2 5.2h11.6M2.2 10.8h11.6M10.8 2.3 5.2 13.7' }],
  draft: [{ tag: 'path', d: 'M10.6 2.6 13.4 5.4 5.6 13.2l-3.4.6.6-3.4zM9 4.2 11.8 7' }],
  forced: [
    { tag: 'rect', x: 3.2, y: 7, width: 9.6, height: 6.8, rx: 1.4 },
    { tag: 'path', d: 'M5.3 7V5a2.7 2.7 0 0 1 5.4 0v2' },
  ],
  inherit: [{ tag: 'path', d: 'M3 2.5v5.2A2.3 2.3 0 0 0 5.3 10H13M9.8 6.8 13 10l-3.2 3.2' }],
  computed: [{ tag: 'path', d: 'M11.3 2.7c-2.5-.7-3 .9-3.3 2.8L6.8 12c-.3 1.6-1.1 2-2.6 1.5M5 6.8h5.6' }],
  inert: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.7 },
    { tag: 'path', d: 'm4 12 8-8' },
  ],
  conflict: [
    {
      tag: 'path',
      d: 'M1.8 8h4.4M4.4 5.6 6.8 8l-2.4 2.4M14.2 8H9.8M11.6 5.6 9.2 8l2.4 2.4M8 2v2.4M8 11.6V14',
    },
  ],
  source: [{ tag: 'path', d: 'm5.3 4.5-3.5 3.5 3.5 3.5M10.7 4.5l3.5 3.5-3.5 3.5M9 3.2 7 12.8' }],
  eval: [{ tag: 'path', d: 'M4 3h1.3c.8 0 1 .4 1.3 1.2L10 13.2M7.3 7.2 4 13.2' }],
  host: [{ tag: 'path', d: 'M6 1.8v3.4M10 1.8v3.4M3.8 5.2h8.4v2.6a4.2 4.2 0 0 1-8.4 0zM8 12v2.4' }],
  mesh: [
    { tag: 'circle', cx: 3.4, cy: 8, r: 1.3 },
    { tag: 'circle', cx: 8, cy: 3.4, r: 1.3 },
    { tag: 'circle', cx: 12.6, cy: 8, r: 1.3 },
    { tag: 'circle', cx: 8, cy: 12.6, r: 1.3 },
    { tag: 'path', d: 'm4.4 7 2.6-2.6M9 4.4 11.6 7M11.6 9 9 11.6M7 11.6 4.4 9' },
  ],
  more: [{ tag: 'path', d: 'M3.5 8h.01M8 8h.01M12.5 8h.01', width: 2 }],
  plus: [{ tag: 'path', d: 'M8 3v10M3 8h10' }],
  minus: [{ tag: 'path', d: 'M3.5 8h9' }],
  grip: [{ tag: 'path', d: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01', width: 1.8 }],
  undo: [{ tag: 'path', d: 'M5.5 3 2.5 6l3 3M2.8 6H9.5a4 4 0 0 1 0 8H6' }],
  split: [
    { tag: 'rect', x: 2, y: 2.5, width: 12, height: 11, rx: 1.4 },
    { tag: 'path', d: 'M8.6 2.5v11' },
  ],
  cast: [
    { tag: 'circle', cx: 8, cy: 8, r: 1.2 },
    {
      tag: 'path',
      d: 'M5.3 10.7a3.8 3.8 0 0 1 0-5.4M10.7 5.3a3.8 3.8 0 0 1 0 5.4M3.3 12.7a6.6 6.6 0 0 1 0-9.4M12.7 3.3a6.6 6.6 0 0 1 0 9.4',
    },
  ],
  copy: [
    { tag: 'rect', x: 5.2, y: 5.2, width: 8.3, height: 8.3, rx: 1.3 },
    {
      tag: 'path',
      d: 'M10.8 5.2V3.8a1.3 1.3 0 0 0-1.3-1.3H3.8a1.3 1.3 0 0 0-1.3 1.3v5.7a1.3 1.3 0 0 0 1.3 1.3h1.4',
    },
  ],
  flask: [
    {
      tag: 'path',
      d: 'M6.3 2h3.4M7 2v4.2L3.3 12.4A1.2 1.2 0 0 0 4.4 14h7.2a1.2 1.2 0 0 0 1.1-1.6L9 6.2V2M5 10h6',
    },
  ],
  pkg: [{ tag: 'path', d: 'M8 1.9 13.5 5v6L8 14.1 2.5 11V5zM2.7 5.1 8 8l5.3-2.9M8 8v6' }],
  refresh: [
    {
      tag: 'path',
      d: 'M13.2 6.5A5.4 5.4 0 0 0 3.6 5L2.5 6.3M2.4 3v3.3h3.3M2.8 9.5A5.4 5.4 0 0 0 12.4 11l1.1-1.3M13.6 13V9.7h-3.3',
    },
  ],
  user: [
    { tag: 'circle', cx: 8, cy: 5.2, r: 2.7 },
    { tag: 'path', d: 'M2.9 13.6c.5-2.6 2.5-4 5.1-4s4.6 1.4 5.1 4' },
  ],
  eye: [
    { tag: 'path', d: 'M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8z' },
    { tag: 'circle', cx: 8, cy: 8, r: 1.8 },
  ],
  back: [{ tag: 'path', d: 'M3 4v3.4h3.4M3.2 7.2A5.2 5.2 0 1 1 4.4 12' }],
  disk: [
    { tag: 'rect', x: 2, y: 4, width: 12, height: 8, rx: 1.4 },
    { tag: 'path', d: 'M4.5 9.5h4M11.5 9.5h.01' },
  ],
  stop: [{ tag: 'rect', x: 4, y: 4, width: 8, height: 8, rx: 1 }],
  sliders: [
    { tag: 'path', d: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6' },
    { tag: 'circle', cx: 10, cy: 4.5, r: 1.5 },
    { tag: 'circle', cx: 6, cy: 11.5, r: 1.5 },
  ],
  dot: [{ tag: 'circle', cx: 8, cy: 8, r: 2.6, solid: true }],
  queue: [{ tag: 'path', d: 'M4.5 8h.01M8 8h.01M11.5 8h.01', width: 2 }],
  spin: [{ tag: 'path', d: 'M8 2.3A5.7 5.7 0 1 1 2.3 8' }],
  globe: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.8 },
    { tag: 'path', d: 'M2.2 8h11.6M8 2.2c3.4 3.4 3.4 8.2 0 11.6M8 2.2c-3.4 3.4-3.4 8.2 0 11.6' },
  ],
  redo: [{ tag: 'path', d: 'M10.5 3l3 3-3 3M13.2 6H6.5a4 4 0 0 0 0 8H10' }],
  help: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.7 },
    { tag: 'path', d: 'M6.5 6.6A1.6 1.6 0 1 1 8 8.7M8 11h.01' },
  ],
  fold: [
    { tag: 'rect', x: 2, y: 2.5, width: 12, height: 11, rx: 1.4 },
    { tag: 'path', d: 'M6 2.5v11M11 6.2 9.3 8l1.7 1.8' },
  ],
  folder: [
    {
      tag: 'path',
      d: 'M2 12.3V4.2A1.2 1.2 0 0 1 3.2 3h3l1.6 1.9h5A1.2 1.2 0 0 1 14 6.1v6.2a1.2 1.2 0 0 1-1.2 1.2H3.2A1.2 1.2 0 0 1 2 12.3z',
    },
  ],
  commit: [
    { tag: 'circle', cx: 8, cy: 8, r: 2.6 },
    { tag: 'path', d: 'M1.8 8h3.6M10.6 8h3.6' },
  ],
  reads: [{ tag: 'circle', cx: 8, cy: 8, r: 4, solid: true }],
  missing: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.2, dash: '2.6 1.9' },
    { tag: 'path', d: 'M8 5.8v4.4M5.8 8h4.4' },
  ],
  leftover: [
    { tag: 'rect', x: 3, y: 3, width: 10, height: 10, rx: 1.6 },
    { tag: 'path', d: 'M5.6 8h4.8' },
  ],
  unsure: [
    { tag: 'circle', cx: 8, cy: 8, r: 5.2, dash: '2.6 1.9' },
    { tag: 'path', d: 'M6.7 6.9A1.4 1.4 0 1 1 8 8.6M8 10.6h.01' },
  ],
  edit: [{ tag: 'path', d: 'm10.6 2.9 2.5 2.5L5.6 12.9l-3.1.6.6-3.1zM9.2 4.3l2.5 2.5' }],
  power: [{ tag: 'path', d: 'M8 2.2v5.2M4.6 4.3a5.2 5.2 0 1 0 6.8 0' }],
} as const satisfies Record<string, readonly IconShape[]>;

export type IconName = keyof typeof ICON_SHAPES;
