import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { AppError, type Editor, type EditorPreference } from '../../shared/contract';
import {
  DESKTOP_OPENER,
  type EditorPlace,
  kindOfProgram,
  KNOWN_EDITORS,
  type KnownEditor,
} from './known-editors';

type Env = Readonly<Record<string, string | undefined>>;

/** A program and its words that show a place. */
export interface EditorCommand {
  readonly name: string;
  readonly argv: readonly string[];
}

/** Where a program lies on PATH; null when it is on none of its folders or may not be run. */
export function findProgram(name: string, env: Env): string | null {
  const folders = name.includes('/') ? [''] : (env['PATH'] ?? '').split(path.delimiter);
  for (const folder of folders) {
    const candidate = name.includes('/') ? name : path.join(folder === '' ? '.' : folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      continue;
    }
  }
  return null;
}

/** Whether a window can be opened here at all. */
export function hasDisplay(env: Env): boolean {
  return Boolean(env['WAYLAND_DISPLAY'] || env['DISPLAY']);
}

/** Editors for the settings: those we know, and the desktop's own choice. */
export function listEditors(env: Env): Editor[] {
  return [...KNOWN_EDITORS, DESKTOP_OPENER].map(({ id, name, programs }) => {
    const found = programs.some((program) => findProgram(program, env) !== null);
    if (!found) return { id, name, usable: false, note: `${programs[0] ?? id} is not on PATH` };
    return hasDisplay(env)
      ? { id, name, usable: true }
      : { id, name, usable: false, note: 'no display here' };
  });
}

/**
 * How the user's editor is told to show a place: what the settings say, else $VISUAL and $EDITOR where they open a
 * window, else the first known editor that is installed, else what the desktop opens text with. Throws
 * `editor-absent`.
 */
export function chooseEditor(preference: EditorPreference, place: EditorPlace, env: Env): EditorCommand {
  if (preference.use === 'custom') return customCommand(preference.command, place, env);
  if (!hasDisplay(env)) {
    throw absent('There is no display here to open an editor on.', place, [
      'Snowfleet’s core runs where no window can be opened; open the file where you sit.',
    ]);
  }
  if (preference.use !== 'auto') return chosen(preference.use, place, env);
  const notes: string[] = [];
  for (const variable of ['VISUAL', 'EDITOR'] as const) {
    const words = (env[variable] ?? '').split(/\s+/).filter((word) => word !== '');
    const [program] = words;
    if (program === undefined) continue;
    const kind = kindOfProgram(words);
    switch (kind.kind) {
      case 'window':
        if (findProgram(program, env) !== null)
          return { name: kind.editor.name, argv: [...words, ...kind.editor.arguments(place)] };
        notes.push(`$${variable} names ${program}, which is not on PATH.`);
        break;
      case 'terminal':
        notes.push(`$${variable} is ${program}, which needs a terminal; Snowfleet has none on this machine.`);
        break;
      case 'unknown':
        notes.push(`$${variable} names ${program}, which Snowfleet does not know; set it in Settings.`);
        break;
    }
  }
  for (const editor of [...KNOWN_EDITORS, DESKTOP_OPENER]) {
    const found = commandOf(editor, place, env);
    if (found) return found;
  }
  throw absent('No editor with a window was found.', place, [
    ...notes,
    'Install one of those Snowfleet knows, or say in Settings how yours is started.',
  ]);
}

function chosen(id: string, place: EditorPlace, env: Env): EditorCommand {
  const editor = [...KNOWN_EDITORS, DESKTOP_OPENER].find((known) => known.id === id);
  const command = editor && commandOf(editor, place, env);
  if (command) return command;
  throw absent(`${editor?.name ?? id} is not installed.`, place, ['Choose another editor in Settings.']);
}

function commandOf(editor: KnownEditor, place: EditorPlace, env: Env): EditorCommand | null {
  const program = editor.programs.map((name) => findProgram(name, env)).find((found) => found !== null);
  return program === undefined || program === null
    ? null
    : { name: editor.name, argv: [program, ...editor.arguments(place)] };
}

function customCommand(command: readonly string[], place: EditorPlace, env: Env): EditorCommand {
  const [program] = command;
  if (program === undefined || program === '')
    throw absent('The settings name no editor.', place, ['Say in Settings how it is started.']);
  if (findProgram(program, env) === null)
    throw absent(`${program} is not on PATH.`, place, ['Correct the editor in Settings.']);
  const filled = command.map((word) =>
    word
      .replaceAll('{file}', () => place.file)
      .replaceAll('{line}', String(place.line))
      .replaceAll('{column}', String(place.column)),
  );
  const named = command.some((word) => word.includes('{file}'));
  return { name: path.basename(program), argv: named ? filled : [...filled, place.file] };
}

function absent(message: string, place: EditorPlace, hints: readonly string[]): AppError {
  return new AppError('editor-absent', message, {
    hint: hints.join(' '),
    detail: { place: `${place.file}:${place.line}` },
  });
}
