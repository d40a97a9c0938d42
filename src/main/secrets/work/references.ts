import { realpathSync } from 'node:fs';
import path from 'node:path';
import { applyEdits, parseNix, type TextEdit, walk } from '../../../shared/nix-syntax';
import { FleetFiles } from '../../fleet';
import { filesNamed } from '../files';

/** A text of the fleet with what it says now and what it shall say. */
export interface TextChange {
  /** Null where there is none yet. */
  readonly before: string | null;
  readonly after: string;
}

/**
 * Paths in Nix files that lead to `file`, led to `to` instead: texts by file. Paths that are put together from parts are not
 * seen; files whose text has the name otherwise are told in `mentions`, as FILE:LINE.
 */
export function moveReferences(
  dir: string,
  file: string,
  to: string,
): { readonly texts: ReadonlyMap<string, TextChange>; readonly mentions: readonly string[] } {
  const name = path.posix.basename(file);
  const isNamed = new RegExp(`(?<![\\w.-])${name.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\\w-])`);
  const files = new FleetFiles(realpathSync(dir));
  const texts = new Map<string, TextChange>();
  const mentions: string[] = [];
  for (const nix of filesNamed(files, (candidate) => candidate.endsWith('.nix'))) {
    const source = files.peek(nix, (text) => text.includes(name));
    if (!source) continue;
    const before = source.tree.source;
    const after = applyEdits(before, editsIn(nix, before, file, to));
    if (after !== before) texts.set(nix, { before, after });
    after.split('\n').forEach((line, index) => {
      if (isNamed.test(line)) mentions.push(`${nix}:${index + 1}`);
    });
  }
  return { texts, mentions };
}

function editsIn(nix: string, source: string, file: string, to: string): TextEdit[] {
  const edits: TextEdit[] = [];
  const folder = path.posix.dirname(nix);
  for (const node of walk(parseNix(source).root)) {
    if (node.kind !== 'path') continue;
    const written = source.slice(node.start, node.end);
    if (!/^\.{1,2}\//.test(written) || path.posix.join(folder, written) !== file) continue;
    const relative = path.posix.relative(folder, to);
    edits.push({
      start: node.start,
      end: node.end,
      text: relative.startsWith('.') ? relative : `./${relative}`,
    });
  }
  return edits;
}
