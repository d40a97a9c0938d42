import { describe, expect, it } from 'vitest';
import { closeWindow, dispatch, focus, openWindow, relayout, windowsOf } from '.';
import { boxes, desk, model } from './testing/desks';

/** Numbers are measured from Hyprland 0.56.2 and 0.57.0, or follow from its rules by hand. */

const FULL = '22,22 1876x1036';
const LEFT = '22,22 931x1036';
const RIGHT = '967,22 931x1036';

describe('dwindle', () => {
  it('halves the focused window, side by side while it is wide', () => {
    expect(boxes(desk(1, { options: { 'general:border_size': '1' } }))).toEqual({ w1: '21,21 1878x1038' });
    expect(boxes(desk(3))).toEqual({ w1: LEFT, w2: '967,22 931x511', w3: '967,547 931x511' });
  });

  it('opens on the side of the pointer, or where it is forced', () => {
    const corner = { cursor: { x: 3, y: 3 } };
    expect(boxes(desk(2, {}, corner))).toEqual({ w1: RIGHT, w2: LEFT });
    expect(boxes(desk(2, { options: { 'dwindle:force_split': '2' } }, corner))).toEqual({
      w1: LEFT,
      w2: RIGHT,
    });
    expect(boxes(desk(2, { options: { 'dwindle:force_split': '1' } }))).toEqual({ w1: RIGHT, w2: LEFT });
  });

  it('splits by the triangle the pointer is in', () => {
    const smart = { options: { 'dwindle:smart_split': 'true' } };
    expect(boxes(desk(2, smart, { cursor: { x: 960, y: 1000 } }))).toEqual({
      w1: '22,22 1876x511',
      w2: '22,547 1876x511',
    });
    expect(boxes(desk(2, smart, { cursor: { x: 100, y: 540 } }))).toEqual({ w1: RIGHT, w2: LEFT });
  });

  it('favours the new window with a bias, and opens on the first without a focus to go by', () => {
    const biased = {
      'dwindle:split_bias': '1',
      'dwindle:default_split_ratio': '1.2',
      'dwindle:force_split': '1',
    };
    // ratio 2 - 1.2 = 0.8: the new one gets 940 * 0.8 = 752, less its gap and border 743.
    expect(boxes(desk(2, { options: biased }))['w2']).toBe('22,22 743x1036');
    const inGap = desk(
      3,
      { options: { 'dwindle:use_active_for_splits': 'false' } },
      { cursor: { x: 1917, y: 1077 } },
    );
    expect(boxes(inGap)).toEqual({ w1: '22,22 931x511', w2: RIGHT, w3: '22,547 931x511' });
  });

  it('lifts the sibling into the place of a closed window, and focuses what is nearest', () => {
    const three = desk(3);
    const two = closeWindow(three, 'w2');
    expect(boxes(two)).toEqual({ w1: LEFT, w3: RIGHT });
    expect(windowsOf(closeWindow(two, 'w3')).find((win) => win.focused)?.class).toBe('w1');
    expect(boxes(closeWindow(closeWindow(two, 'w1'), 'w3'))).toEqual({});
  });

  it('follows messages', () => {
    const forced = { 'dwindle:force_split': '2', 'dwindle:preserve_split': 'true' };
    const three = desk(3, { options: forced });
    expect(boxes(dispatch(three, 'layoutmsg togglesplit'))).toMatchObject({
      w2: '967,22 456x1036',
      w3: '1437,22 461x1036',
    });
    expect(boxes(dispatch(three, 'layoutmsg splitratio 0.2'))).toMatchObject({
      w2: '967,22 931x615',
      w3: '967,651 931x407',
    });
    expect(boxes(dispatch(three, 'layoutmsg swapsplit'))).toMatchObject({
      w2: '967,547 931x511',
      w3: '967,22 931x511',
    });
    expect(boxes(dispatch(three, 'layoutmsg movetoroot'))).toMatchObject({ w3: RIGHT });
    const preselected = openWindow(dispatch(desk(1), 'layoutmsg preselect d'), { class: 'w2' });
    // From there on the split goes by the proportions again, as it is not kept.
    expect(boxes(preselected)).toEqual({ w1: LEFT, w2: RIGHT });
    expect(() => dispatch(desk(1), 'layoutmsg togglesplit')).toThrow('no split');
    expect(() => dispatch(three, 'layoutmsg fold')).toThrow('knows no message');
  });

  it('gives a window alone its proportions', () => {
    expect(
      boxes(desk(1, { version: '0.57.0', options: { 'layout:single_window_aspect_ratio': '4 3' } })),
    ).toEqual({
      w1: '269,22 1382x1036',
    });
  });

  it('moves and swaps windows', () => {
    expect(boxes(dispatch(desk(2), 'swapwindow l'))).toEqual({ w1: RIGHT, w2: LEFT });
    expect(boxes(dispatch(desk(2), 'movewindow l'))).toEqual({ w1: RIGHT, w2: LEFT });
    expect(windowsOf(dispatch(desk(3), 'movefocus l')).find((win) => win.focused)?.class).toBe('w1');
  });
});

describe('master', () => {
  const master = { 'general:layout': 'master' };

  it('shares out the stack in float32', () => {
    const seven = desk(7, { options: { ...master, 'general:border_size': '1' } });
    const heights = windowsOf(seven).map((win) => win.size.y);
    expect(heights[0]).toBe(1038);
    expect(heights.slice(1)).toEqual([166, 162, 161, 161, 162, 166].map((_, index) => heights[index + 1]));
    expect(heights[1]).toBe(166);
    expect(heights[2]).toBe(162);
    expect(heights[3]).toBe(161);
  });

  it('takes orientation from a message, the workspace rule, the option', () => {
    const top = desk(3, { options: master, workspaceRules: { '1': { 'opt:orientation': 'top' } } });
    // 1040 * 0.55 = 572: 565 high without its inner gap and borders.
    expect(boxes(top)['w1']).toBe('22,22 1876x563');
    // 1880 * 0.55 = 1034: at the right it begins at 866.
    expect(boxes(dispatch(top, 'layoutmsg orientationright'))['w1']).toBe('873,22 1025x1036');
  });

  it('is in the middle with enough beside it', () => {
    const centre = { ...master, 'master:orientation': 'center' };
    const four = boxes(desk(4, { options: centre }));
    expect(four['w1']).toBe('450,22 1020x1036');
    expect(four['w2']).toBe('22,22 414x511');
    expect(four['w3']).toBe('1484,22 414x1036');
    expect(boxes(desk(2, { options: centre }))['w1']).toBe('22,22 1025x1036');
  });

  it('adds, removes and rolls masters', () => {
    const three = desk(3, { options: master });
    const two = dispatch(three, 'layoutmsg addmaster');
    expect(boxes(two)).toEqual({ w1: '22,22 1025x511', w2: '1061,22 837x1036', w3: '22,547 1025x511' });
    expect(boxes(dispatch(two, 'layoutmsg removemaster'))).toEqual(boxes(three));
    expect(boxes(dispatch(three, 'layoutmsg swapwithmaster'))['w3']).toBe('22,22 1025x1036');
    expect(boxes(dispatch(three, 'layoutmsg rollnext'))['w2']).toBe('22,22 1025x1036');
    expect(boxes(dispatch(three, 'layoutmsg mfact exact 0.5'))['w1']).toBe(LEFT);
    expect(boxes(closeWindow(three, 'w1'))['w2']).toBe('22,22 1025x1036');
  });

  it('lets a new window be master, or come beside the focused one', () => {
    expect(boxes(desk(2, { options: { ...master, 'master:new_status': 'master' } }))['w2']).toBe(
      '22,22 1025x1036',
    );
    const before = desk(3, { options: { ...master, 'master:new_on_active': 'before' } });
    expect(windowsOf(before).map((win) => win.at.y)).toEqual([22, 547, 22]);
  });
});

describe('monocle and scrolling', () => {
  it('shows the last window of all, each as large as the work area', () => {
    const three = desk(3, { options: { 'general:layout': 'monocle' } });
    expect(new Set(Object.values(boxes(three)))).toEqual(new Set([FULL]));
    expect(
      windowsOf(three)
        .filter((win) => win.visible)
        .map((win) => win.class),
    ).toEqual(['w3']);
    const next = dispatch(three, 'layoutmsg cyclenext');
    expect(
      windowsOf(next)
        .filter((win) => win.visible && win.focused)
        .map((win) => win.class),
    ).toEqual(['w1']);
  });

  it('brings the new column into view', () => {
    const scrolling = { 'general:layout': 'scrolling' };
    expect(boxes(desk(1, { options: scrolling }))).toEqual({ w1: FULL });
    expect(boxes(desk(3, { options: scrolling }))).toEqual({
      w1: '-918,22 931x1036',
      w2: '27,22 926x1036',
      w3: '967,22 931x1036',
    });
    expect(boxes(desk(3, { version: '0.57.0', options: scrolling }))['w3']).toBe('967,22 926x1036');
  });

  it('follows messages along the tape', () => {
    const three = desk(3, { options: { 'general:layout': 'scrolling' } });
    expect(boxes(dispatch(three, 'movefocus l'))['w2']).toBe('27,22 926x1036');
    expect(boxes(dispatch(three, 'layoutmsg focus l'))['w1']).toBe('-918,22 931x1036');
    expect(boxes(dispatch(dispatch(three, 'layoutmsg focus l'), 'layoutmsg focus l'))['w1']).toBe(LEFT);
    expect(boxes(dispatch(three, 'layoutmsg consume_or_expel prev'))).toEqual({
      w1: '-918,22 931x1036',
      w2: '27,22 931x511',
      w3: '27,547 931x511',
    });
    expect(boxes(dispatch(three, 'layoutmsg colresize 1'))['w3']).toBe('27,22 1871x1036');
    expect(boxes(dispatch(three, 'layoutmsg fit all'))['w2']).toBe('654,22 612x1036');
    expect(boxes(dispatch(three, 'layoutmsg swapcol l'))['w3']).toBe('27,22 926x1036');
  });
});

describe('fullscreen, groups, pseudo', () => {
  it('covers the monitor, or the work area with border', () => {
    const full = dispatch(desk(2), 'fullscreen 0');
    expect(boxes(full)).toEqual({ w1: LEFT, w2: '0,0 1920x1080' });
    expect(boxes(dispatch(desk(2), 'fullscreen 1'))).toEqual({ w1: LEFT, w2: FULL });
    expect(boxes(dispatch(full, 'fullscreen 0'))).toEqual({ w1: LEFT, w2: RIGHT });
    expect(
      windowsOf(full)
        .filter((win) => win.visible)
        .map((win) => win.class),
    ).toEqual(['w2']);
    expect(boxes(openWindow(full, { class: 'w3' }))).toEqual(boxes(desk(3)));
  });

  it('puts a bar of 21 pixels above a group, which new windows join', () => {
    const group = dispatch(desk(1), 'togglegroup');
    expect(boxes(group)).toEqual({ w1: '22,43 1876x1015' });
    const two = openWindow(group, { class: 'w2' });
    expect(boxes(two)).toEqual({ w1: '22,43 1876x1015', w2: '22,43 1876x1015' });
    expect(windowsOf(two)[0]?.group).toEqual(['w1', 'w2']);
    expect(windowsOf(dispatch(two, 'changegroupactive b')).map((win) => win.visible)).toEqual([true, false]);
    expect(boxes(closeWindow(two, 'w2'))).toEqual({ w1: '22,43 1876x1015' });
    expect(boxes(dispatch(two, 'moveoutofgroup'))).toEqual({ w1: '22,43 931x1015', w2: RIGHT });
    // The first tab leaves first, and opens beside the group's place, on the side of the pointer.
    expect(boxes(dispatch(two, 'togglegroup'))).toEqual({ w1: RIGHT, w2: LEFT });
  });

  it('keeps the size a pseudo tile had when it opened, less ten', () => {
    // w2 opened in a tile of 935x1040, so it is 925x1030 in the middle of that, its border inside.
    expect(boxes(dispatch(desk(2), 'pseudo'))).toEqual({ w1: LEFT, w2: '972,27 921x1026' });
    // A rule that comes with a size decides by itself.
    const rule = { windowRules: [[{ class: 'w1' }, { pseudo: 'on', size: '800 600' }]] } as const;
    expect(boxes(desk(1, rule))).toEqual({ w1: '562,242 796x596' });
  });
});

describe('workspaces', () => {
  it('takes gaps and border from the rule that holds', () => {
    const rules = { '1': { gapsout: '50', gapsin: '15', bordersize: '8' } };
    expect(boxes(desk(2, { workspaceRules: rules }))).toEqual({ w1: '58,58 879x964', w2: '983,58 879x964' });
    const smart = {
      workspaceRules: { 'w[tv1]': { gapsout: '0', gapsin: '0' }, 'f[1]': { gapsout: '0', gapsin: '0' } },
      windowRules: [
        [{ float: '0', workspace: 'w[tv1]' }, { border_size: '0' }],
        [{ float: '0', workspace: 'f[1]' }, { border_size: '0' }],
      ] as const,
    };
    expect(boxes(desk(1, smart))).toEqual({ w1: '0,0 1920x1080' });
    expect(boxes(desk(2, smart))).toEqual({ w1: LEFT, w2: RIGHT });
    expect(boxes(closeWindow(desk(2, smart), 'w1'))).toEqual({ w2: '0,0 1920x1080' });
    expect(boxes(dispatch(desk(2, smart), 'fullscreen 1'))['w2']).toBe('0,0 1920x1080');
  });

  it('switches, sends and keeps what is on them', () => {
    const away = dispatch(desk(2), 'movetoworkspacesilent 3');
    expect(boxes(away)).toEqual({ w1: FULL, w2: FULL });
    expect(windowsOf(away).map((win) => [win.workspace, win.visible])).toEqual([
      ['1', true],
      ['3', false],
    ]);
    expect(windowsOf(dispatch(away, 'workspace 3')).map((win) => win.visible)).toEqual([false, true]);
    expect(boxes(focus(away, 'w2'))).toEqual({ w1: FULL, w2: FULL });
    const back = dispatch(dispatch(focus(away, 'w2'), 'movetoworkspace 1'), 'workspace 1');
    expect(Object.values(boxes(back)).toSorted()).toEqual([LEFT, RIGHT].toSorted());
  });

  it('says which layouts it does not preview', () => {
    const other = desk(1, { options: { 'general:layout': 'hy3' } });
    expect(other.notPreviewed).toEqual(['The layout hy3 is not previewed; windows are shown in dwindle.']);
  });
});

describe('a desk', () => {
  it('is never changed, and is the same after laying out again', () => {
    const three = desk(3);
    const before = JSON.stringify([boxes(three), three.workspaces]);
    dispatch(three, 'layoutmsg splitratio 0.3');
    closeWindow(three, 'w1');
    expect(JSON.stringify([boxes(three), three.workspaces])).toBe(before);
    expect(boxes(relayout(three))).toEqual(boxes(three));
  });

  it('follows a changed model: gaps, layout, a monitor that goes', () => {
    const two = desk(2, { monitors: ['A, 1920x1080, 0x0, 1', 'B, 1280x1024, auto, 1'] });
    const there = openWindow(dispatch(two, 'focusmonitor B'), { class: 'w3' });
    expect(boxes(there)['w3']).toBe('1942,22 1236x980');
    expect(
      boxes(relayout(there, model({ options: { 'general:gaps_out': '0', 'general:gaps_in': '0' } }))),
    ).toEqual({
      w1: '2,2 956x1076',
      w2: '962,2 956x1076',
      w3: '2,2 1916x1076',
    });
    const master = relayout(desk(2), model({ options: { 'general:layout': 'master' } }));
    expect(boxes(master)['w1']).toBe('22,22 1025x1036');
  });
});
