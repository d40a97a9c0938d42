import type { Evaluator } from './evaluate';
import { type Attribute, type Value, UNKNOWN, asText, attrs, list, ready } from './value';

/** Names of a hive that are no nodes (colmena, `src/nix/hive/eval.nix`). */
const RESERVED = new Set(['meta', 'defaults', 'network']);

export interface ColmenaNode {
  readonly name: string;
  readonly attribute: Attribute;
  /** As `nixosSystem { modules = [ defaults node ]; }` would make it. */
  readonly system: Value;
}

/** The nodes of `colmena` or of `colmenaHive = makeHive { … }`. */
export function colmenaSystems(evaluator: Evaluator, outputs: Value): ColmenaNode[] {
  const hive = ['colmena', 'colmenaHive']
    .map((name) => (outputs.type === 'attrs' ? outputs.entries.get(name)?.thunk.force() : undefined))
    .map((value) => (value?.type === 'call' ? value.argument.force() : value))
    .find((value) => value?.type === 'attrs');
  if (hive?.type !== 'attrs') return [];
  const defaults = hive.entries.get('defaults');
  const meta = hive.entries.get('meta')?.thunk.force() ?? UNKNOWN;
  const specialArgs = evaluator.attribute(meta, 'specialArgs') ?? ready(attrs([]));
  return [...hive.entries]
    .filter(([name]) => !RESERVED.has(name))
    .map(([name, attribute]) => ({
      name,
      attribute,
      system: {
        type: 'call',
        name: 'nixosSystem',
        argument: ready(
          attrs([
            ['specialArgs', specialArgs],
            ['modules', ready(list([...(defaults ? [defaults.thunk] : []), attribute.thunk]))],
          ]),
        ),
      },
    }));
}

/** `deploy.nodes.NAME.{hostname,sshUser}` of deploy-rs, by node. */
export function deployAddresses(
  evaluator: Evaluator,
  outputs: Value,
): ReadonlyMap<string, { hostname?: string; sshUser?: string }> {
  const deploy = outputs.type === 'attrs' ? outputs.entries.get('deploy')?.thunk.force() : undefined;
  const nodes = deploy && evaluator.attribute(deploy, 'nodes')?.force();
  if (deploy === undefined || nodes?.type !== 'attrs') return new Map();
  const textAt = (value: Value, name: string): string | undefined =>
    asText((value.type === 'attrs' ? value.entries.get(name)?.thunk.force() : undefined) ?? UNKNOWN) ??
    undefined;
  return new Map(
    [...nodes.entries].map(([name, { thunk }]) => {
      const node = thunk.force();
      const hostname = textAt(node, 'hostname');
      const sshUser = textAt(node, 'sshUser') ?? textAt(deploy, 'sshUser');
      return [name, { ...(hostname ? { hostname } : {}), ...(sshUser ? { sshUser } : {}) }];
    }),
  );
}
