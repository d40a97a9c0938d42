import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './evaluate.mjs';

/** Holds the option paths that modules define against the lists of options that NixOS and Home Manager have. */

const LISTS = join(ROOT, 'resources/options');

/** `<name>` is any name, `*` any member of a list; the NixOS list writes them `_name_` and `_`. */
const ANY = '<name>';
const MEMBER = '*';
const placeholder = (part) =>
  /^(_[a-z]+_|<[a-z]+>)$/.test(part) ? ANY : part === '_' || part === '*' ? MEMBER : part;

const node = () => ({ type: null, children: new Map() });

/** Adds an option to a tree of options. */
export function addOption(tree, path, type) {
  let place = tree;
  for (const part of path.map(placeholder)) {
    if (!place.children.has(part)) place.children.set(part, node());
    place = place.children.get(part);
  }
  place.type = type;
}

/** The options of a list: `path TAB type` a line. */
export function optionTree(text) {
  const tree = node();
  for (const line of text.split('\n')) {
    const [path, type] = line.split('\t');
    if (path) addOption(tree, splitPath(path), type ?? '');
  }
  return tree;
}

/** Parts of a dotted path, those in quotes whole. */
export function splitPath(dotted) {
  return [...dotted.matchAll(/"([^"]*)"|([^."]+)/g)].map(([, quoted, plain]) => quoted ?? plain);
}

export const nixosOptions = (folder = LISTS) =>
  optionTree(readFileSync(join(folder, 'nixos-24.12.tsv'), 'utf8'));
export const homeOptions = (folder = LISTS) =>
  optionTree(readFileSync(join(folder, 'home-manager-25.05.tsv'), 'utf8'));

/** What goes into a program's own file is open: the list names only what NixOS gives a default or checks. */
const opensFile = (name) => /^(settings|config|extraConfig|extraSettings)$/i.test(name);

/** Whether the tree has an option at this path, or one whose value holds it. */
export function hasOption(tree, path) {
  let place = tree;
  let open = false;
  for (const part of path) {
    const next = place.children.get(part) ?? (part === MEMBER ? undefined : place.children.get(ANY));
    if (next === undefined) {
      if (open) return true;
      return place.type !== null && (place.children.size === 0 || !/submodule/.test(place.type));
    }
    place = next;
    open ||= opensFile(part) && place.type !== null;
  }
  return true;
}

const startsWith = (path, prefix) => prefix.every((part, index) => matches(part, path[index]));
const matches = (pattern, part) => part !== undefined && (pattern === part || placeholder(pattern) === ANY);

/** Where a path belongs: which list, and the path in it. Configurations inside a configuration start anew. */
export function placeOf(path) {
  if (path[0] === '~home') return { list: 'home', path: path.slice(1) };
  if (path[0] === 'home-manager' && path[1] === 'users') return { list: 'home', path: path.slice(3) };
  if (path[0] === 'microvm' && path[1] === 'vms' && path[3] === 'config') return placeOf(path.slice(4));
  if (path[0] === 'containers' && path[2] === 'config') return placeOf(path.slice(3));
  if (path[0] === 'specialisation' && path[2] === 'configuration') return placeOf(path.slice(3));
  return { list: 'nixos', path };
}

/**
 * Everything wrong with the paths that modules define.
 * `defined`: [{ by, paths }]; `declared`: paths the fleet declares; `reviewed`: fleet/options-reviewed.nix.
 */
export function pathProblems({ defined, declared, reviewed, nixos, home }) {
  const lists = { nixos, home };
  const accepted = ['nixos', 'home'].flatMap((list) =>
    Object.entries(reviewed[list]).map(([dotted, reason]) => ({
      list,
      dotted,
      path: splitPath(dotted),
      reason,
    })),
  );
  const inputs = Object.keys(reviewed.inputs).map((dotted) => ({ dotted, path: splitPath(dotted) }));
  const used = new Set();
  const problems = new Map();
  for (const { by, paths } of defined) {
    for (const whole of paths) {
      const { list, path } = placeOf(whole);
      if (path.length === 0 || ['_module', 'imports'].includes(path[0])) continue;
      const input = inputs.find((one) => startsWith(path, one.path));
      if (input) {
        used.add(input.dotted);
        continue;
      }
      if (list === 'nixos' && declared.some((one) => startsWith(path, one))) continue;
      if (hasOption(lists[list], path)) continue;
      const entry = accepted.find((one) => one.list === list && startsWith(path, one.path));
      if (entry) {
        used.add(`${list} ${entry.dotted}`);
        continue;
      }
      const dotted = `${list === 'home' ? 'Home Manager: ' : ''}${path.join('.')}`;
      problems.set(dotted, [...(problems.get(dotted) ?? []), by]);
    }
  }
  return [
    ...[...problems].map(
      ([dotted, by]) => `${dotted} is no option that anybody knows (set by ${by.slice(0, 3).join(', ')})`,
    ),
    ...accepted
      .filter(({ list, path }) => hasOption(lists[list], path))
      .map(({ list, dotted }) => `${list}.${dotted} is in the list of options: it needs no review`),
    ...accepted
      .filter(({ list, dotted }) => !used.has(`${list} ${dotted}`))
      .map(({ list, dotted }) => `${list}.${dotted} is reviewed, but nothing sets it`),
    ...accepted
      .filter(({ reason }) => typeof reason !== 'string' || reason.length < 10)
      .map(({ list, dotted }) => `${list}.${dotted} is reviewed without a reason`),
    ...inputs
      .filter(({ dotted }) => !used.has(dotted))
      .map(
        ({ dotted }) =>
          `nothing sets an option below ${dotted}, which options-reviewed.nix gives to an input`,
      ),
  ];
}
