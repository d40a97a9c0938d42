import type { SceneColour } from '../scene';
import { type Shape, shape, short, solid } from '../shapes';

/** Lines of one colour, gathered into one path: a window of code is a few elements, not hundreds. */
export class Strokes {
  readonly #paths = new Map<SceneColour, string[]>();

  /** A line from `x` to the right. */
  line(colour: SceneColour, x: number, y: number, length: number): void {
    if (length <= 0) return;
    const path = this.#paths.get(colour) ?? [];
    path.push(`M${short(x)} ${short(y)}h${short(length)}`);
    this.#paths.set(colour, path);
  }

  /** The paths, drawn `width` thick with round ends. */
  shapes(width: number): readonly Shape[] {
    return [...this.#paths].map(([colour, path]) =>
      shape('path', {
        d: path.join(''),
        fill: 'none',
        stroke: solid(colour),
        'stroke-width': short(width),
        'stroke-linecap': 'round',
      }),
    );
  }
}

/** Numbers between 0 and 1 that are the same for the same word, whenever it is drawn (FNV-1a, then xorshift). */
export function seeded(word: string): () => number {
  let state = 2166136261;
  for (let index = 0; index < word.length; index += 1) {
    state = Math.imul(state ^ word.charCodeAt(index), 16777619) >>> 0;
  }
  state ||= 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}
