import { AppError } from '../contract/errors';
import { parseSelection, type Selection } from './parse';

/** What a selection looks at. */
export interface Selectable {
  readonly name: string;
  readonly tags: readonly string[];
}

/**
 * The names of the hosts a selection means, in the order of `hosts`. Throws `unknown-host` when a name, a
 * glob or a tag in it matches nothing (a typo must not quietly deploy to fewer hosts), or nothing is left.
 */
export function selectHosts(text: string, hosts: readonly Selectable[]): string[] {
  const chosen = evaluate(parseSelection(text), hosts);
  if (chosen.size === 0) {
    throw new AppError('unknown-host', `No host of the fleet is meant by "${text}".`, {
      hint: 'See the hosts and their tags with `snowfleet inventory`.',
      detail: { selection: text },
    });
  }
  return hosts.filter((host) => chosen.has(host.name)).map((host) => host.name);
}

function evaluate(selection: Selection, hosts: readonly Selectable[]): Set<string> {
  switch (selection.kind) {
    case 'pattern': {
      const glob = globPattern(selection.pattern);
      return matched(`host "${selection.pattern}"`, hosts, (host) => glob.test(host.name));
    }
    case 'tag': {
      const glob = globPattern(selection.tag);
      return matched(`host with the tag "${selection.tag}"`, hosts, (host) =>
        host.tags.some((tag) => glob.test(tag)),
      );
    }
    case 'not': {
      const without = evaluate(selection.of, hosts);
      return new Set(hosts.map((host) => host.name).filter((name) => !without.has(name)));
    }
    case 'and': {
      const right = evaluate(selection.right, hosts);
      return new Set([...evaluate(selection.left, hosts)].filter((name) => right.has(name)));
    }
    case 'or':
      return new Set([...evaluate(selection.left, hosts), ...evaluate(selection.right, hosts)]);
  }
}

function matched(
  what: string,
  hosts: readonly Selectable[],
  fits: (host: Selectable) => boolean,
): Set<string> {
  const names = hosts.filter(fits).map((host) => host.name);
  if (names.length === 0) {
    throw new AppError('unknown-host', `There is no ${what} in this fleet.`, {
      hint: `It has ${hosts.length === 0 ? 'no hosts' : hosts.map((host) => host.name).join(', ')}.`,
      detail: { hosts: hosts.map((host) => host.name) },
    });
  }
  return new Set(names);
}

/** `*` any run, `?` one character; everything else literally. */
export function globPattern(glob: string): RegExp {
  const source = [...glob].map((c) =>
    c === '*' ? '.*' : c === '?' ? '.' : c.replace(/[.\\+^$()[\]{}|]/, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 'u');
}
