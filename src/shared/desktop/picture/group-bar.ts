import { gradientShape } from './gradient';
import { letters } from './letters';
import type { SceneGroupBar } from './scene';
import { fill, rect, type Shape } from './shapes';

/** More tabs than these are not drawn. */
const MOST_TABS = 24;

/** The bar over the windows of a group: a title for each, and a line below in its colour. */
export function groupBarShapes(bar: SceneGroupBar, id: string): readonly Shape[] {
  const tabs = bar.tabs.slice(0, MOST_TABS);
  const width = (bar.box.width - bar.gap * (tabs.length - 1)) / Math.max(1, tabs.length);
  return tabs.flatMap((tab, index) => {
    const x = bar.box.x + index * (width + bar.gap);
    const gradient = gradientShape(tab.paint, `${id}-${index}`);
    const line = {
      x,
      y: bar.box.y + bar.box.height - bar.indicator,
      width,
      height: bar.indicator,
    };
    const high = bar.box.height - bar.indicator;
    return [
      ...(gradient ? [gradient] : []),
      rect(line, gradient ? { fill: `url(#${id}-${index})` } : fill(tab.paint.colours[0] ?? '#00000000')),
      ...letters(
        tab.title,
        {
          x: x + width / 2,
          y: bar.box.y + high / 2,
          width,
          size: Math.min(bar.fontSize * 1.33, high),
          anchor: 'middle',
        },
        fill(bar.textColour),
      ),
    ];
  });
}
