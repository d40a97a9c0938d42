import path from 'node:path';

/** A place to show, the file absolute. */
export interface EditorPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** An editor with a window of its own, and how it is told a line. */
export interface KnownEditor {
  readonly id: string;
  readonly name: string;
  /** Names of its program, the usual first. */
  readonly programs: readonly string[];
  arguments(place: EditorPlace): readonly string[];
}

const atPlace = ({ file, line, column }: EditorPlace): string => `${file}:${line}:${column}`;
const plus = ({ file, line }: EditorPlace): readonly string[] => [`+${line}`, file];
const goto = (place: EditorPlace): readonly string[] => ['--goto', atPlace(place)];
const jetBrains = ({ file, line, column }: EditorPlace): readonly string[] => [
  '--line',
  String(line),
  '--column',
  String(Math.max(0, column - 1)),
  file,
];

/** Graphical editors in the order they are tried; each with the line syntax of its own manual. */
export const KNOWN_EDITORS: readonly KnownEditor[] = [
  { id: 'code', name: 'Visual Studio Code', programs: ['code', 'code-insiders'], arguments: goto },
  { id: 'codium', name: 'VSCodium', programs: ['codium', 'vscodium'], arguments: goto },
  { id: 'cursor', name: 'Cursor', programs: ['cursor'], arguments: goto },
  { id: 'zed', name: 'Zed', programs: ['zed', 'zeditor'], arguments: (place) => [atPlace(place)] },
  {
    id: 'kate',
    name: 'Kate',
    programs: ['kate', 'kwrite'],
    arguments: ({ file, line, column }) => ['--line', String(line), '--column', String(column), file],
  },
  {
    id: 'gnome-text-editor',
    name: 'GNOME Text Editor',
    programs: ['gnome-text-editor', 'gedit'],
    arguments: plus,
  },
  {
    id: 'sublime',
    name: 'Sublime Text',
    programs: ['subl', 'sublime_text'],
    arguments: (place) => [atPlace(place)],
  },
  {
    id: 'emacsclient',
    name: 'Emacs (running server)',
    programs: ['emacsclient'],
    arguments: ({ file, line, column }) => ['--no-wait', `+${line}:${column}`, file],
  },
  { id: 'idea', name: 'IntelliJ IDEA', programs: ['idea', 'idea-community'], arguments: jetBrains },
  { id: 'gvim', name: 'GVim', programs: ['gvim'], arguments: plus },
  {
    id: 'neovide',
    name: 'Neovide',
    programs: ['neovide'],
    arguments: ({ file, line }) => [file, '--', `+${line}`],
  },
  { id: 'lapce', name: 'Lapce', programs: ['lapce'], arguments: (place) => [atPlace(place)] },
];

/** Whatever the desktop opens text files with; it takes no line. */
export const DESKTOP_OPENER: KnownEditor = {
  id: 'xdg-open',
  name: 'The desktop’s own choice',
  programs: ['xdg-open'],
  arguments: ({ file }) => [file],
};

/** Editors that need a terminal to draw in. */
const IN_TERMINAL = new Set(
  'vi vim nvim nano pico hx helix micro kak joe jed ne ed mg amp emacs-nox less view'.split(' '),
);

/** What a command's program is: an editor with a window, one that needs a terminal, or nothing we know. */
export function kindOfProgram(
  command: readonly string[],
): { readonly kind: 'window'; readonly editor: KnownEditor } | { readonly kind: 'terminal' | 'unknown' } {
  const [program = '', ...rest] = command;
  const name = path.basename(program);
  if (IN_TERMINAL.has(name)) return { kind: 'terminal' };
  const emacs = name === 'emacs' || name === 'emacsclient';
  if (emacs && rest.some((word) => ['-nw', '-t', '--tty', '--no-window-system'].includes(word)))
    return { kind: 'terminal' };
  const editor = KNOWN_EDITORS.find(({ programs }) => programs.includes(name));
  return editor ? { kind: 'window', editor } : { kind: 'unknown' };
}
