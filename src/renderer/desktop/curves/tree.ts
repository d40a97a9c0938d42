import { type Animation, ANIMATION_PARENTS, type DesktopModel } from '../../../shared/desktop';

/** What Hyprland animates where nothing is written: 8 tenths of a second on its own curve. */
const BUILT_IN = { on: true, speed: 8, curve: 'default' } as const;

/** A kind of motion in the tree, with what holds for it. */
export interface TreeRow {
  readonly name: string;
  /** How far below `global`. */
  readonly depth: number;
  /** What is written for it or inherited. */
  readonly holds: Omit<Animation, 'name' | 'from'>;
  /** Its own line. */
  readonly own: Animation | undefined;
  /** The kind it inherits from; null where it has its own line, and `''` where nothing is written at all. */
  readonly inherits: string | null;
}

/** Kinds of motion below each other, each with what holds for it. */
export function animationTree(model: Pick<DesktopModel, 'animations'>): readonly TreeRow[] {
  const written = new Map(model.animations.map((animation) => [animation.name, animation]));
  const rows: TreeRow[] = [];
  const add = (name: string, depth: number, above: TreeRow | undefined): void => {
    const own = written.get(name);
    const row: TreeRow = {
      name,
      depth,
      own,
      holds: own ?? above?.holds ?? BUILT_IN,
      inherits: own ? null : above ? (above.inherits ?? above.name) : '',
    };
    rows.push(row);
    for (const [child, parent] of Object.entries(ANIMATION_PARENTS))
      if (parent === name) add(child, depth + 1, row);
  };
  add('global', 0, undefined);
  return rows;
}
