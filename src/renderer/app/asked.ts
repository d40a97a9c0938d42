import { create } from 'zustand';

/** A place to show in the source viewer. */
export interface SourcePlace {
  /** Relative to the fleet, with `/`. */
  readonly file: string;
  /** Counting from 1. The line is marked and brought into view. */
  readonly line?: number;
  readonly column?: number;
}

/** A value whose origin is asked for. */
interface ExplainedValue {
  readonly host: string;
  /** An option or feature, whole or below the feature root. */
  readonly path: string;
  /** What was clicked; the popover opens there, also when it has left the page since. */
  readonly anchor: HTMLElement;
}

/** Where on the screen something was, in pixels. */
export interface Spot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Asked {
  /** Places looked at one after the other, the last is shown; empty while the viewer is closed. */
  readonly places: readonly SourcePlace[];
  readonly value: { readonly host: string; readonly path: string; readonly spot: Spot } | null;
  /** What had the focus before the viewer opened; gets it back. */
  readonly from: HTMLElement | null;
}

export const useAsked = create<Asked>(() => ({ places: [], value: null, from: null }));

const MOST_PLACES = 50;

/** Shows a file of the fleet in the source viewer, at its line. Closes the explanation that led there. */
export function openSource(place: SourcePlace): void {
  const focused = document.activeElement;
  useAsked.setState(({ places, from, value }) => ({
    places: [...places.slice(-MOST_PLACES + 1), place],
    value: null,
    from: places.length > 0 || value ? from : focused instanceof HTMLElement ? focused : null,
  }));
}

/** Goes back to the place looked at before. */
export function backInSource(): void {
  useAsked.setState(({ places }) => ({ places: places.length > 1 ? places.slice(0, -1) : places }));
}

/** Closes the source viewer, and gives the focus back. */
export function closeSource(): void {
  const { from } = useAsked.getState();
  useAsked.setState({ places: [], from: null });
  if (from?.isConnected) from.focus();
}

/** Opens the explanation of a value: its definitions in order, which decides and why. */
export function explainValue({ host, path, anchor }: ExplainedValue): void {
  const { left, top, width, height } = anchor.getBoundingClientRect();
  useAsked.setState(({ places }) => ({
    value: { host, path, spot: { left, top, width, height } },
    ...(places.length === 0 ? { from: anchor } : {}),
  }));
}

/** Closes the explanation of a value. */
export function closeExplanation(): void {
  useAsked.setState({ value: null });
}
