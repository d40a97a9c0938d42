import path from 'node:path';
import {
  applyEdits,
  type Expression,
  leafValue,
  type ListNode,
  moduleBody,
  nixPath,
  type NixTree,
  nixValue,
  parseNix,
  readModule,
  removal,
  textOf,
} from '../../../shared/nix-syntax';
import type { FleetReading } from '../reading/read-fleet';
import { isSound } from './plan';
import { declares, type Profiles, resolveImport } from './profiles';
import type { LifeCycleSource } from './survey';

/** What is asked of a new host. */
export interface NewHost {
  readonly name: string;
  readonly role: string | null;
  readonly hardware: readonly string[];
  readonly user: string | null;
  readonly port: number | null;
  readonly description: string;
  readonly tags: readonly string[];
  readonly address: string | null;
  readonly hostKey: string | null;
}

/** The file a new host takes after, and where its own will be. */
export interface Pattern {
  readonly file: string;
  readonly text: string;
  readonly target: string;
}

/** Files beside a host's own that describe the machine and not what it does. */
const OF_MACHINE = /hardware|disk|variables/i;
/** Single settings that a new host has as its model has them. */
const KEPT = ['system.stateVersion', 'nixpkgs.hostPlatform', 'nixpkgs.system'];

/**
 * The file of a new host, in the shape of its model's: the imports of its machine, hardware and role, its name, what
 * the fleet says of hosts, and nothing that the model does. Null when the model's imports cannot stand without the
 * rest of its file.
 */
export function newHostText(
  source: LifeCycleSource,
  reading: FleetReading,
  profiles: Profiles,
  pattern: Pattern,
  host: NewHost,
): string | null {
  const tree = parseNix(pattern.text);
  const body = moduleBody(tree);
  if (!body || tree.errors.length > 0) return null;
  const settings = settingsOf(tree);
  const imports = importsText(source, profiles, pattern, tree, host);
  const lines = [
    ...(imports === null ? [] : [`  imports = ${imports};`, '']),
    `  networking.hostName = ${nixValue(host.name)};`,
    ...KEPT.flatMap((option) => {
      const value = settings.get(option);
      return value === undefined ? [] : [`  ${option} = ${value};`];
    }),
    ...facts(reading, host),
  ];
  const [outer] = body.lambdas;
  const set = body.sets[0]?.set;
  const asks =
    outer && set ? `${textOf(tree, { start: outer.start, end: outer.body.start }).trimEnd()}\n` : '';
  const comment = host.description === '' ? '' : `# ${host.name}: ${host.description}\n`;
  for (const head of ['', asks]) {
    const text = `${comment}${head}{\n${lines.join('\n')}\n}\n`;
    if (isSound('{ }', text)) return text;
  }
  return null;
}

/** Literal settings of the model at the top of its file, as they are written. */
function settingsOf(tree: NixTree): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const body = moduleBody(tree);
  if (!body) return found;
  for (const leaf of readModule(tree, body).leaves) {
    const option = (body.explicit ? leaf.path.slice(1) : leaf.path).join('.');
    if (leafValue(tree, leaf).literal && leaf.conditions.length === 0)
      found.set(option, textOf(tree, leaf.written));
  }
  return found;
}

function importsText(
  source: LifeCycleSource,
  profiles: Profiles,
  pattern: Pattern,
  tree: NixTree,
  host: NewHost,
): string | null {
  const written = importsOfTop(tree);
  const wanted = [
    ...host.hardware.flatMap((name) => profiles.hardware.get(name) ?? []),
    ...(host.role === null ? [] : [profiles.roles.get(host.role) ?? []].flat()),
  ];
  const chosen = new Set([...profiles.hardware.values(), ...profiles.roles.values()]);
  const folder = path.posix.dirname(pattern.target);
  const added = wanted.map((file) => relativePath(folder, file));
  if (written === null) return added.length === 0 ? null : listText(added);
  const list = lastList(written);
  if (list === null) return textOf(tree, written);
  const stays = (item: Expression): boolean => {
    if (item.kind !== 'path') return false;
    const file = resolveImport(source, pattern.file, textOf(tree, item));
    if (file === null || chosen.has(file)) return false;
    const isBeside = path.posix.dirname(file).startsWith(path.posix.dirname(pattern.file));
    return !isBeside || OF_MACHINE.test(path.posix.basename(file));
  };
  const kept = list.items.filter((item) => stays(item)).map((item) => textOf(tree, item));
  if (list === written) return kept.length + added.length === 0 ? null : listText([...kept, ...added]);
  // `common.imports ++ [ … ]`: what is not the list stays as it is written.
  const gone = list.items.filter((item) => !stays(item)).map((item) => removal(tree, item));
  const text = applyEdits(tree.source, gone).slice(written.start);
  const shorter = gone.reduce((sum, edit) => sum + edit.end - edit.start, 0);
  return text.slice(0, written.end - written.start - shorter);
}

/** The value of `imports` at the top of a module; null where there is none. */
function importsOfTop(tree: NixTree): Expression | null {
  for (const { set } of moduleBody(tree)?.sets ?? []) {
    for (const binding of set.bindings) {
      if (binding.kind === 'binding' && textOf(tree, binding.path) === 'imports') return binding.value;
    }
  }
  return null;
}

function lastList(node: Expression): ListNode | null {
  if (node.kind === 'list') return node;
  if (node.kind === 'paren') return lastList(node.inner);
  if (node.kind === 'binary' && node.operator === '++') return lastList(node.right) ?? lastList(node.left);
  return null;
}

function listText(items: readonly string[]): string {
  return `[\n${items.map((item) => `    ${item}\n`).join('')}  ]`;
}

/** What the fleet's own module for hosts wants to know, as far as it declares it. */
function facts(reading: FleetReading, host: NewHost): string[] {
  const asked: readonly (readonly [string, string | number | readonly string[] | null])[] = [
    ['role', host.role],
    ['description', host.description === '' ? null : host.description],
    ['address', host.address],
    ['user', host.user],
    ['port', host.port],
    ['tags', host.tags.length === 0 ? null : host.tags],
    ['hardware', host.hardware.length === 0 ? null : host.hardware],
  ];
  const lines = asked.flatMap(([name, value]) =>
    value === null || !declares(reading, `snowfleet.host.${name}`)
      ? []
      : [`    ${name} = ${nixValue(typeof value === 'object' ? [...value] : value)};`],
  );
  const isKeyless = host.hostKey === null && declares(reading, 'snowfleet.secrets.check');
  return [
    ...(lines.length === 0 ? [] : ['', '  snowfleet.host = {', ...lines, '  };']),
    ...(isKeyless
      ? [
          '',
          '  # Until its SSH host key is among the recipients of the secrets.',
          `  ${nixPath(['snowfleet', 'secrets', 'check'])} = false;`,
        ]
      : []),
  ];
}

/** A file as a module in `folder` imports it. */
function relativePath(folder: string, file: string): string {
  const relative = path.posix.relative(folder, file);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
