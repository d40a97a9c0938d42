import path from 'node:path';
import type { Finding } from '../../../shared/contract';
import { type Leaf, type NixTree, assignmentsOf } from '../../../shared/nix-syntax';
import type { FleetFiles } from './files';

/** Folders that hold no configuration of the fleet. */
const SKIPPED = new Set(['.git', '.direnv', 'node_modules', 'result', '.stfolder']);
/** A tree deeper than this is no fleet's. */
const MAX_DEPTH = 12;

export interface StrayHost {
  readonly name: string;
  readonly file: string;
}

/**
 * Folders beside those of known hosts that look like a host's and belong to none: `hosts/hp/configuration.nix`
 * beside `hosts/p620/configuration.nix`.
 */
export function strayHosts(
  files: FleetFiles,
  hostFiles: readonly string[],
  used: ReadonlySet<string>,
): StrayHost[] {
  const shapes = new Set(
    hostFiles
      .map((file) => file.split('/'))
      .filter((parts) => parts.length >= 3)
      .map((parts) => `${parts.slice(0, -2).join('/')}\0${parts.at(-1)}`),
  );
  const known = new Set(hostFiles);
  return [...shapes].flatMap((shape) => {
    const [parent = '', base = ''] = shape.split('\0');
    const entries = [...(files.list(parent) ?? [])].filter(([, type]) => type === 'directory');
    // default.nix is too common a name to make a folder a host's when nobody imports it.
    if (base === 'default.nix' && entries.length > hostFiles.length * 2) return [];
    return entries.flatMap(([name]) => {
      const file = path.posix.join(parent, name, base);
      const isStray =
        !known.has(file) && !used.has(file) && files.list(`${parent}/${name}`)?.has(base) === true;
      return isStray ? [{ name, file }] : [];
    });
  });
}

/** Files that set or declare something below a feature root and that nothing imports: they look like configuration and have no effect. */
export function orphanFindings(
  files: FleetFiles,
  used: ReadonlySet<string>,
  featureRoots: readonly string[],
): Finding[] {
  return nixFiles(files, '', 0)
    .filter((file) => !used.has(file))
    .flatMap((file) => orphanFinding(files, file, featureRoots));
}

function orphanFinding(files: FleetFiles, file: string, featureRoots: readonly string[]): Finding[] {
  const source = files.peek(file, (text) => featureRoots.some((root) => mayName(text, root)));
  if (!source) return [];
  const leaf = leavesOf(source.tree).find(({ path: [first] }) => featureRoots.includes(first ?? ''));
  if (!leaf) return [];
  return [
    {
      rule: 'orphan-file',
      severity: 'info',
      message: `Nothing imports this file, so what it sets below ${leaf.path[0] ?? ''} has no effect.`,
      file,
      line: source.tree.lines.place(leaf.nameStart).line,
    },
  ];
}

const leavesByTree = new WeakMap<NixTree, readonly Leaf[]>();

/** {@link assignmentsOf}, once for each text. */
function leavesOf(tree: NixTree): readonly Leaf[] {
  const known = leavesByTree.get(tree);
  if (known) return known;
  const leaves = assignmentsOf(tree);
  leavesByTree.set(tree, leaves);
  return leaves;
}

/**
 * Whether a word of a text, outside lines that are comments, is `name`: a quick look that spares most files the
 * parser. On such a line no attribute of a module can be named.
 */
function mayName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (isPartOfWord(text.charAt(at - 1)) || isPartOfWord(text.charAt(at + name.length))) continue;
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at);
    // Nix ends a comment at a carriage return too.
    if (!/^\s*#[^\r]*$/.test(before)) return true;
  }
  return false;
}

function isPartOfWord(character: string): boolean {
  return /[\w'-]/.test(character);
}

function nixFiles(files: FleetFiles, folder: string, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  return [...(files.list(folder) ?? [])].flatMap(([name, type]) => {
    const inside = folder === '' ? name : `${folder}/${name}`;
    if (type === 'directory') return SKIPPED.has(name) ? [] : nixFiles(files, inside, depth + 1);
    return type === 'regular' && name.endsWith('.nix') ? [inside] : [];
  });
}
