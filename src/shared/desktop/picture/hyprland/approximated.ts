import type { Desk } from '../../layout/state';
import { flagOption, numberOption, textOption } from '../../model';
import type { SceneMonitor } from '../scene';
import { OWN_PICTURE } from './backdrop';

/** What the picture only comes near to, in words; nothing is said of what this desktop does not use. */
export function approximated(desk: Desk, monitors: readonly SceneMonitor[], left: number): readonly string[] {
  const { model } = desk;
  const { options } = model;
  const windows = monitors.flatMap(({ items }) => items.filter((item) => item.kind === 'window'));
  const words: string[] = [];
  const say = (when: boolean, sentence: string): void => {
    if (when) words.push(sentence);
  };
  say(windows.length > 0, 'What windows show is our own drawing.');
  say(
    flagOption(options, 'decoration:blur:enabled') && windows.some(({ opacity }) => opacity < 1),
    'Blur behind translucent windows is left out.',
  );
  say(
    windows.some(({ shadow }) => shadow !== null),
    'Shadows are drawn in steps.',
  );
  say(numberOption(options, 'decoration:shadow:scale') !== 1, 'The scale of shadows is left out.');
  say(flagOption(options, 'decoration:glow:enabled'), 'Glow is left out.');
  say(flagOption(options, 'decoration:motion_blur:enabled'), 'Motion blur is left out.');
  say(flagOption(options, 'decoration:wobble:enabled'), 'Wobbling is left out.');
  say(textOption(options, 'decoration:screen_shader') !== '', 'The screen shader is left out.');
  say(flagOption(options, 'group:groupbar:gradients'), 'The fill of group tabs is left out.');
  say(model.bars.length > 0, 'Bars are drawn in the host’s colours; their style sheets are not read.');
  const pictures = new Set(
    monitors.flatMap(({ backdrop }) => (backdrop.wallpaper === null ? [] : [backdrop.wallpaper])),
  );
  for (const name of pictures) {
    words.push(
      name === OWN_PICTURE
        ? 'A landscape stands for Hyprland’s own picture.'
        : `A landscape stands for the wallpaper ${name}.`,
    );
  }
  say(left > 0, `${left} more windows lie behind what is drawn.`);
  return words;
}
