import { createElement, memo, type ReactNode } from 'react';
import type { Shape } from '../../../shared/desktop';

const named = new Map<string, string>();

/** The name React has for an SVG attribute: `stop-color` is `stopColor`. */
function propOf(attribute: string): string {
  let name = named.get(attribute);
  if (name === undefined) {
    name = attribute.replaceAll(/-([a-z])/gu, (_dash, letter: string) => letter.toUpperCase());
    named.set(attribute, name);
  }
  return name;
}

function drawn({ tag, attributes, inside }: Shape, key: number): ReactNode {
  const props: Record<string, string | number> = { key };
  for (const [attribute, value] of Object.entries(attributes)) props[propOf(attribute)] = value;
  return createElement(tag, props, typeof inside === 'string' ? inside : inside.map(drawn));
}

/** Shapes as elements of the page: the same that a file of the picture holds as text. */
export const Shapes = memo(function Shapes({ shapes }: { shapes: readonly Shape[] }) {
  return shapes.map(drawn);
});
