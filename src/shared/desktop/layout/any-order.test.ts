import { expect, it } from 'vitest';
import {
  closeWindow,
  createDesk,
  dispatch,
  LayoutError,
  openWindow,
  relayout,
  windowsOf,
  type Desk,
} from '.';
import { targetsOf } from './tiling/tiling';
import { boxes, model } from './testing/desks';

/** Numbers that are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const MESSAGES = [
  'togglesplit',
  'swapsplit',
  'rotatesplit 90',
  'movetoroot',
  'splitratio 0.1',
  'preselect l',
  'addmaster',
  'removemaster',
  'swapwithmaster',
  'focusmaster',
  'cyclenext',
  'cycleprev',
  'swapnext',
  'rollnext',
  'rollprev',
  'orientationnext',
  'mfact 0.05',
  'move +col',
  'move -col',
  'move 100',
  'colresize +conf',
  'fit all',
  'focus l',
  'promote',
  'consume',
  'expel',
  'consume_or_expel next',
  'swapcol r',
  'center',
  'fit visible',
  'fit expand',
].map((text) => `layoutmsg ${text}`);

const DISPATCHES = [
  ...MESSAGES,
  ...['l', 'r', 'u', 'd'].flatMap((way) => [`movefocus ${way}`, `movewindow ${way}`, `swapwindow ${way}`]),
  'togglefloating',
  'fullscreen 0',
  'fullscreen 1',
  'pseudo',
  'togglegroup',
  'changegroupactive f',
  'moveintogroup l',
  'moveoutofgroup',
  'movegroupwindow f',
  'cyclenext',
  'swapnext',
  'killactive',
  'pin',

  'workspace 2',
  'workspace 1',
  'movetoworkspace 3',
  'movetoworkspacesilent 2',
  'togglespecialworkspace notes',
  'movetoworkspace special:notes',
  'focusmonitor B',
  'focusmonitor A',
  'movewindow mon:B',
  'resizeactive 40 -30',
  'moveactive 50 50',
  'centerwindow',
  'focuscurrentorlast',
];

/** What holds of every desk, however it came about. */
function expectSound(desk: Desk): void {
  const placed = desk.workspaces.flatMap((workspace) => workspace.targets);
  expect(new Set(placed).size).toBe(placed.length);
  const members = placed.flatMap((target) => desk.groups.get(target)?.members ?? [target]);
  for (const workspace of desk.workspaces)
    for (const target of workspace.targets)
      for (const id of desk.groups.get(target)?.members ?? [target])
        expect(desk.windows.get(id)?.workspace).toBe(workspace.id);
  expect(members.toSorted()).toEqual([...desk.windows.keys()].toSorted());
  for (const workspace of desk.workspaces) {
    const tiled = workspace.targets.filter((target) => {
      const [first] = desk.groups.get(target)?.members ?? [target];
      return desk.windows.get(first ?? '')?.floating === false;
    });
    expect(targetsOf(workspace.tiling).toSorted()).toEqual(tiled.toSorted());
  }
  for (const { at, size } of windowsOf(desk))
    for (const value of [at.x, at.y, size.x, size.y]) expect(Number.isFinite(value)).toBe(true);
}

it.each(['dwindle', 'master', 'monocle', 'scrolling'])('%s stays sound whatever is done', (layout) => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const roll = dice(seed * 7919);
    const monitors = ['A, 1920x1080, 0x0, 1', 'B, 1280x1024, auto, 1.25'];
    let desk = createDesk(model({ monitors, options: { 'general:layout': layout } }));
    for (let step = 0; step < 40; step += 1) {
      const text = DISPATCHES[roll(DISPATCHES.length)] ?? '';
      try {
        if (roll(3) === 0) desk = openWindow(desk, { class: `w${step}`, floating: roll(6) === 0 });
        else desk = dispatch(desk, text);
      } catch (error) {
        expect(error, text).toBeInstanceOf(LayoutError);
      }
      expectSound(desk);
    }
    // The view of scrolling may have been moved away from the focused window, which laying out brings back.
    if (layout !== 'scrolling') expect(boxes(relayout(desk))).toEqual(boxes(desk));
    for (const id of desk.windows.keys()) desk = closeWindow(desk, id);
    expect(desk.windows.size + desk.groups.size).toBe(0);
    expect(desk.focused).toBeUndefined();
  }
});
