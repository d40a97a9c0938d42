import { expect, it } from 'vitest';
import type { Host } from '../../shared/contract';
import { tagsOf } from './tags';

const host = (name: string, tags: unknown, inFlake = true): Host => ({
  name,
  kind: 'machine',
  inFlake,
  file: null,
  line: null,
  facts: tags === undefined ? {} : { tags: { value: tags, from: 'source' } },
  features: [],
  source: 'source',
});

it('gathers hosts by tag, those of most hosts first, and leaves out what is in no flake', () => {
  const hosts = [
    host('a', ['gpu', 'desk', 'gpu']),
    host('b', ['gpu', 7]),
    host('c', 'gpu'),
    host('d', undefined),
    host('e', ['gpu'], false),
    host('f', ['attic']),
  ];
  expect(tagsOf(hosts)).toEqual([
    { name: 'gpu', hosts: ['a', 'b'] },
    { name: 'attic', hosts: ['f'] },
    { name: 'desk', hosts: ['a'] },
  ]);
});
