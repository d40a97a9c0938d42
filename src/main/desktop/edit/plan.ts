import { AppError, type Change, type DesktopEdit } from '../../../shared/contract';
import type { ConfiguredHost, Overlay, PlannedGesture } from '../../fleet';
import { readDesktop, type ReadLua } from '../nix/read-desktop';
import { applied, EditedFiles, type FileEdit } from './files';
import type { Bench, Step } from './step';
import { stepsOf } from './steps';
import { verify } from './verify';

/** What planning an edit asks for. */
export interface EditSource {
  /** The host as it is, or as it would be with texts laid over the fleet. */
  configured(overlay?: Overlay): Promise<ConfiguredHost>;
  readonly readLua: ReadLua;
  /** The text of a file of the fleet; null where it cannot be read. */
  text(file: string): string | null;
  /** What changes of the fleet's own options would write, on the files as they stand. */
  planChanges(changes: readonly Change[]): Promise<PlannedGesture>;
}

/** What is to be changed, and whether where the value stands or in a file of the host’s own. */
export interface EditWish {
  readonly host: string;
  readonly user?: string | undefined;
  readonly edits: readonly DesktopEdit[];
  readonly where: 'place' | 'host';
}

/**
 * Works out one gesture of a desktop on texts laid over the fleet, and reads the result back: what would change nothing, or
 * something else too, is refused. Throws `not-literal`, `no-effect`, `conflict`, `unknown-option`, `wrong-type`.
 */
export async function planEdit(source: EditSource, wish: EditWish): Promise<PlannedGesture> {
  const before = await source.configured();
  let bench = await benchOf(source, wish, before, new Map());
  const first = bench.desktop;
  if (first.hyprland?.language === 'lua' && wish.edits.some(({ kind }) => kind !== 'bar'))
    throw new AppError('not-literal', `The desktop of ${wish.host} is written in Lua, which is a program.`, {
      hint: 'Change it in its file.',
      detail: { host: wish.host },
    });
  const through = optionChanges(wish, bench);
  const planned = through.length > 0 ? await source.planChanges(through) : null;
  if (planned) {
    const overlay = new Map(planned.texts);
    bench = await benchOf(source, wish, await source.configured(overlay), overlay);
  }
  let waiting: FileEdit[] = [];
  const write = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const overlay = new Map([...bench.overlay, ...applied(bench.files, waiting)]);
    waiting = [];
    bench = await benchOf(source, wish, await source.configured(overlay), overlay);
  };
  for (const edit of wish.edits) {
    let edits = fileEdits(stepsOf(bench, edit), planned !== null);
    if (edits.some((one) => waiting.some((other) => meet(one, other)))) {
      await write();
      edits = fileEdits(stepsOf(bench, edit), planned !== null);
    }
    waiting.push(...edits);
  }
  await write();
  const texts = new Map([...bench.overlay].filter(([file, text]) => text !== source.text(file)));
  verify(first, bench.desktop, wish.edits);
  return {
    title: titleOf(wish),
    hosts: [wish.host],
    texts,
    brings: planned?.brings ?? [],
    needs: planned?.needs ?? [],
  };
}

async function benchOf(
  source: EditSource,
  wish: EditWish,
  configured: ConfiguredHost,
  overlay: Overlay,
): Promise<Bench> {
  return {
    host: wish.host,
    desktop: await readDesktop(configured, source.readLua, wish.user),
    files: new EditedFiles((file) => source.text(file), overlay),
    ownFiles: configured.ownFiles,
    where: wish.where,
    overlay,
  };
}

/** The changes of the fleet's own options among the edits; several of one option would be worked out from the same value. */
function optionChanges({ host, edits }: EditWish, bench: Bench): Change[] {
  const found = new Map<string, Change>();
  for (const edit of edits)
    for (const step of stepsOf(bench, edit)) {
      if (step.kind !== 'option') continue;
      if (found.has(step.option))
        throw new AppError('conflict', `Two of the changes are of ${step.option}.`, {
          hint: 'Make them one after the other.',
          detail: { host, path: step.option },
        });
      found.set(step.option, { kind: 'set', host, path: step.option, value: step.value });
    }
  return [...found.values()];
}

/** Options were given their values beforehand, so that what is left of them are their own lines. */
function fileEdits(steps: readonly Step[], areOptionsWritten: boolean): FileEdit[] {
  return steps.flatMap((step) => {
    if (step.kind === 'files') return step.edits;
    if (areOptionsWritten) return [];
    throw new TypeError(`${step.option} was not planned`);
  });
}

function meet(a: FileEdit, b: FileEdit): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}

function titleOf({ host, edits }: EditWish): string {
  const [first] = edits;
  if (!first) return `desktop of ${host}`;
  const words = wordsOf(first);
  return edits.length > 1 ? `${words} and ${edits.length - 1} more for ${host}` : `${words} for ${host}`;
}

function wordsOf(edit: DesktopEdit): string {
  switch (edit.kind) {
    case 'option':
      return edit.value === null ? `${edit.key} unset` : `${edit.key} = ${edit.value}`;
    case 'monitor':
      return `monitor ${edit.output}`;
    case 'bezier':
      return `curve ${edit.name}`;
    case 'animation':
      return `animation ${edit.name}`;
    case 'add':
      return `${edit.line.keyword} ${edit.line.value}`;
    case 'change':
      return `${edit.line.keyword} ${edit.line.value}`;
    case 'remove':
      return `${edit.was ?? `line ${edit.at.line} of ${edit.at.file}`} away`;
    case 'bar':
      return `bar ${edit.name}`;
  }
}
