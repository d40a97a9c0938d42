import type { Over, Tag } from '../app';
import { reachedWith } from './board-view';

/** How elements name what is lifted from them, in `data-lift`. */
export const liftFeature = (path: string): string => `feature:${path}`;
export const liftSet = (host: string): string => `set:${host}`;

/** The kind before the first colon and the name after it. */
export function parted(text: string): readonly [kind: string, name: string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

export function overHost(host: string): Over {
  return { name: host, hosts: reachedWith(host) };
}

export function overTag(tag: Tag): Over {
  return { name: `@${tag.name}`, hosts: new Set(tag.hosts) };
}

/** What a drop on an element's `data-drop` reaches; null for what is no target any more. */
export function targetOf(drop: string | null, tags: readonly Tag[]): Over | null {
  if (drop === null) return null;
  const [kind, name] = parted(drop);
  if (kind === 'host') return overHost(name);
  const tag = tags.find((candidate) => candidate.name === name);
  return kind === 'tag' && tag ? overTag(tag) : null;
}
