import {
  hyprlandText,
  windowsOf,
  type CaseResult,
  type Desk,
  type NotUnderstood,
  type ShownWindow,
} from '../../../shared/desktop';

const place = (one: ShownWindow) => ({
  class: one.class,
  at: [one.at.x, one.at.y],
  size: [one.size.x, one.size.y],
  floating: one.floating,
  monitor: one.monitor,
});

/** A line that was not understood, as JSON tells it. */
export const refused = ({ text, why, because, from }: NotUnderstood) => ({
  text,
  why,
  ...(because !== undefined && { because }),
  ...(from && { file: from.file, line: from.line }),
});

/** What `preview --json` prints: monitors, windows and what was not understood, in logical pixels of the whole desk. */
export function previewDocument(
  desk: Desk,
  steps: CaseResult['afterEachWindow'],
  notUnderstood: readonly NotUnderstood[],
) {
  return {
    hyprland: hyprlandText(desk.model.version),
    monitors: desk.monitors.map(({ name, box, width, height, scale, transform, reserved, problem }) => ({
      name,
      x: box.x,
      y: box.y,
      width,
      height,
      scale,
      transform,
      reserved: [reserved.left, reserved.top, reserved.right, reserved.bottom],
      ...(problem !== undefined && { problem }),
    })),
    clients: windowsOf(desk).map((one) => ({
      ...place(one),
      workspace: one.workspace,
      fullscreen: one.fullscreen,
    })),
    after_each_window: steps.map((windows) => windows.map(place)),
    notUnderstood: notUnderstood.map(refused),
  };
}

/** What `preview` prints with `--json`. */
export type PreviewDocument = ReturnType<typeof previewDocument>;
