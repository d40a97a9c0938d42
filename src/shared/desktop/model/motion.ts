import type { Placed } from './place';

/** A named curve that animations go by. */
export type Curve = Placed & { readonly name: string } & (
    | { readonly kind: 'bezier'; readonly points: readonly [x0: number, y0: number, x1: number, y1: number] }
    | { readonly kind: 'spring'; readonly mass: number; readonly stiffness: number; readonly damping: number }
  );

/** How one kind of motion runs. Kinds form a tree (`windowsIn` below `windows` below `global`) and inherit. */
export interface Animation extends Placed {
  /** `global`, `windows`, `windowsIn`, `workspaces`, `fade` … */
  readonly name: string;
  readonly on: boolean;
  /** In tenths of a second. */
  readonly speed: number;
  /** The name of a curve, `default` for the built-in one. */
  readonly curve: string;
  /** `slide`, `popin 80%`, `fade`, `slidevert` … */
  readonly style?: string;
}
