import type { Bar } from '../../model';
import { widthOf } from '../letters';
import type { SceneBox, ContentPalette, PanelDrawing, PanelPart, ScenePanel } from '../scene';

/** What a bar's pieces are drawn from. */
export interface BarFacts {
  readonly workspaces: { readonly count: number; readonly current: number };
  readonly title: string;
  readonly palette: ContentPalette;
}

/** The preview's own moment: the same in every picture. */
const CLOCK = 'Mon 23 Nov 11:52';
const CLOCK_SHORT = '11 52';

/** Words for pieces whose text a program would make. */
const SAMPLES: Readonly<Record<string, string>> = {
  cpu: 'cpu 12%',
  memory: 'mem 38%',
  disk: 'disk 61%',
  temperature: '54°C',
  network: 'wifi',
  pulseaudio: 'vol 40%',
  wireplumber: 'vol 40%',
  backlight: 'light 70%',
  bluetooth: 'bt',
  language: 'en',
  submap: '',
  idle_inhibitor: '',
  'idle-inhibitor': '',
  mpd: 'music',
  mpris: 'music',
};

interface Piece {
  readonly draws: PanelDrawing;
  /** Along the bar. */
  readonly length: number;
}

function text(words: string, fontSize: number, across: number, upright: boolean): Piece {
  return {
    draws: { is: 'text', text: words, fontSize },
    length: upright ? across : widthOf(words, fontSize) + fontSize * 0.5,
  };
}

function pieceOf(
  name: string,
  across: number,
  fontSize: number,
  upright: boolean,
  facts: BarFacts,
): Piece | null {
  const leaf = name.split('#')[0]?.split('/').at(-1)?.toLowerCase() ?? name;
  const accent = facts.palette.accents[0] ?? facts.palette.foreground;
  if (leaf.includes('workspaces') || leaf === 'taskbar' || leaf === 'tags') {
    const { count, current } = facts.workspaces;
    return {
      draws: { is: 'workspaces', count, current, active: accent },
      length: across * (0.62 * count + 0.8),
    };
  }
  if (leaf === 'tray') return { draws: { is: 'tray', count: 3 }, length: across * 2.2 };
  if (leaf === 'battery' || leaf === 'upower') return { draws: { is: 'battery' }, length: across * 1.1 };
  if (leaf.includes('clock') || leaf === 'datetime') {
    return text(upright ? CLOCK_SHORT : CLOCK, fontSize, across, upright);
  }
  if (leaf === 'window' || leaf === 'windowtitle') {
    return facts.title === '' ? null : text(facts.title.slice(0, 60), fontSize, across, upright);
  }
  if (/launcher|menu|logo|nixos|dashboard/u.test(leaf)) return { draws: { is: 'launcher' }, length: across };
  const words = Object.hasOwn(SAMPLES, leaf) ? (SAMPLES[leaf] ?? '') : leaf.replaceAll(/[-_]/gu, ' ');
  return words === '' ? null : text(words, fontSize, across, upright);
}

/** The pieces of one part of a bar in a row, from its beginning. */
function row(
  names: readonly string[],
  across: number,
  fontSize: number,
  upright: boolean,
  facts: BarFacts,
): { pieces: readonly (Piece & { from: number })[]; length: number } {
  let length = 0;
  const pieces: (Piece & { from: number })[] = [];
  for (const name of names.slice(0, 30)) {
    const piece = pieceOf(name, across, fontSize, upright, facts);
    if (piece === null) continue;
    pieces.push({ ...piece, from: length });
    length += piece.length + fontSize * 0.5;
  }
  return { pieces, length };
}

/** A bar in its box with its modules at the beginning, in the middle and at the end; how they look is ours. */
export function barPanel(bar: Bar, box: SceneBox, id: string, facts: BarFacts): ScenePanel {
  const upright = bar.edge === 'left' || bar.edge === 'right';
  const across = upright ? box.width : box.height;
  const along = upright ? box.height : box.width;
  const fontSize = Math.min(across * 0.46, 14);
  const start = row(bar.start, across, fontSize, upright, facts);
  const middle = row(bar.middle, across, fontSize, upright, facts);
  const end = row(bar.end, across, fontSize, upright, facts);
  const place = (pieces: readonly (Piece & { from: number })[], at: number): PanelPart[] =>
    pieces.map(({ draws, length, from }) => ({
      box: upright
        ? { x: 0, y: at + from, width: across, height: length }
        : { x: at + from, y: 0, width: length, height: across },
      colour: facts.palette.foreground,
      background: null,
      draws,
    }));
  const edge = fontSize * 0.6;
  const detached = bar.margin.top + bar.margin.right + bar.margin.bottom + bar.margin.left > 0;
  return {
    kind: 'panel',
    id,
    name: `${bar.program}${bar.name === undefined ? '' : ` ${bar.name}`}, at the ${bar.edge}`,
    box,
    background: `${facts.palette.background.slice(0, 7)}e6`,
    border: null,
    rounding: detached ? Math.min(8, across / 4) : 0,
    shadow: null,
    parts: [
      ...place(start.pieces, edge),
      ...place(
        middle.pieces,
        Math.max(0, Math.min((along - middle.length) / 2, along - end.length - edge - middle.length)),
      ),
      ...place(end.pieces, along - end.length - edge),
    ],
  };
}
