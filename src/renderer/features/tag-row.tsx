import { memo } from 'react';
import { countWords, useCarry } from '../app';
import type { Tag } from '../app';
import { dropOnTag } from '../app';

const TagTarget = memo(function TagTarget({ tag }: { tag: Tag }) {
  const over = useCarry((state) => state.over?.name === `@${tag.name}`);
  const counted = useCarry(({ carry, over: held }) =>
    carry && held?.name === `@${tag.name}` ? countWords(tag.hosts, carry.verdict) : '',
  );
  return (
    <li
      className={over ? 'tag-target over' : 'tag-target'}
      data-drop={dropOnTag(tag.name)}
      data-tag={tag.name}
      title={`${tag.hosts.slice(0, 20).join(', ')}${tag.hosts.length > 20 ? ', …' : ''}`}
    >
      @{tag.name} <span className="mut">{tag.hosts.length}</span>
      {over ? <span className="cap acc">{counted}</span> : null}
    </li>
  );
});

/** Tags to drop features on while they are in the hand: all hosts that have one. */
export function TagRow({ tags }: { tags: readonly Tag[] }) {
  const features = useCarry(({ carry }) => carry?.load.kind === 'features');
  if (!features || tags.length === 0) return null;
  return (
    <ul className="tag-row" aria-label="Tags">
      {tags.map((tag) => (
        <TagTarget key={tag.name} tag={tag} />
      ))}
    </ul>
  );
}
