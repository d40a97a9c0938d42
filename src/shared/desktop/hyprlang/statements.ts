import type { Place } from '../model';
import { substitute, unescaped, Variables } from './substitute';
import { hasHole, linesOf, withHoles, type PiecedText, type TextLine } from './text';

/** A `key = value` after variables, calculations and directives have had their say. */
export interface Statement {
  /** The sections around it and those in front of its key, outermost first: `['decoration', 'blur']`. */
  readonly section: readonly string[];
  /** The last part of the key: `enabled`, `col.active_border`, `bindel`. */
  readonly key: string;
  /** With holes as `${source}`. */
  readonly value: string;
  /** Code puts a part of it there: numbers and colours in it are not known. */
  readonly computed: boolean;
  /** The outermost section's place among all that are opened, so that two `windowrule { }` are told apart; 0 outside. */
  readonly block: number;
  /** Where the key stands. */
  readonly at: Place;
  /** Where the value begins; where variables made it, where they are written. */
  readonly valueAt: Place;
}

/** A line that is no statement and should have been one. */
export interface BadLine {
  readonly text: string;
  readonly at: Place;
  readonly why: 'invalid' | 'computed';
  readonly because: string;
}

/** Files that `source =` names. Given by whoever can read files; the reader itself touches no disk. */
export interface SourcedFiles {
  /**
   * The files that a path or pattern means, as seen from a file. A sentence instead where there is none, or none that
   * may be read.
   */
  find(pattern: string, from: string): readonly PiecedText[] | string;
}

/** What a text of hyprlang takes from outside. */
export interface HyprlangSurroundings {
  /** What `$NAME` means where the configuration does not say. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where absent, each `source` is listed as not understood. */
  readonly files?: SourcedFiles;
}

/** A text of hyprlang with its sources taken in and its variables replaced. */
export interface Statements {
  readonly statements: readonly Statement[];
  readonly bad: readonly BadLine[];
  /** `$name = value`, in their order, each value as it was when it was written. */
  readonly variables: readonly { readonly name: string; readonly value: string; readonly at: Place }[];
  /** Every file that was read, each once. */
  readonly files: readonly string[];
}

/** Files in files: more are a circle that changes its name on the way. */
const DEEPEST = 32;
const MOST_FILES = 1_000;
const MOST_LINES = 200_000;

interface State {
  readonly variables: Variables;
  readonly given: HyprlangSurroundings;
  readonly statements: Statement[];
  readonly bad: BadLine[];
  readonly named: { name: string; value: string; at: Place }[];
  readonly files: Set<string>;
  /** The sources of all holes; a variable may carry one to another line. */
  readonly holes: string[];
  /** The files that are being read, outermost first. */
  readonly open: string[];
  sections: string[];
  /** For each `# hyprlang if` that is open, whether what it holds is left out. Hyprland looks at the innermost alone. */
  readonly conditions: boolean[];
  quiet: boolean;
  blocks: number;
  block: number;
  filesRead: number;
  linesRead: number;
}

/**
 * Reads hyprlang as libhyprlang 0.6 does: line by line, variables at the place they are used. Never throws; what does not
 * read is in `bad`.
 */
export function readStatements(text: PiecedText, given: HyprlangSurroundings = {}): Statements {
  const state: State = {
    variables: new Variables(given.environment ?? {}),
    given,
    statements: [],
    bad: [],
    named: [],
    files: new Set(),
    holes: [],
    open: [],
    sections: [],
    conditions: [],
    quiet: false,
    blocks: 0,
    block: 0,
    filesRead: 0,
    linesRead: 0,
  };
  readFile(state, text);
  return { statements: state.statements, bad: state.bad, variables: state.named, files: [...state.files] };
}

function readFile(state: State, text: PiecedText): void {
  state.files.add(text.file);
  state.open.push(text.file);
  state.filesRead += 1;
  const lines = linesOf(text, state.holes);
  for (const line of lines) {
    state.linesRead += 1;
    if (state.linesRead > MOST_LINES) {
      complain(state, text.file, line, 'invalid', `More than ${MOST_LINES} lines are not read.`);
      break;
    }
    readLine(state, text.file, line);
  }
  if (state.sections.length > 0) {
    const last = lines.at(-1) ?? { text: '', line: 1, column: 1 };
    complain(state, text.file, last, 'invalid', `The section “${state.sections[0]}” is not closed.`);
    state.sections = [];
    state.block = 0;
  }
  state.open.pop();
}

function complain(
  state: State,
  file: string,
  line: TextLine,
  why: BadLine['why'],
  because: string,
  text: string = line.text,
): void {
  if (state.quiet) return;
  const at = { file, line: line.line, column: columnOf(line, text) };
  state.bad.push({ text: withHoles(text.trim(), state.holes), at, why, because });
}

function readLine(state: State, file: string, line: TextLine): void {
  const trimmed = line.text.trim();
  if (trimmed === '') return;
  if (trimmed.startsWith('#')) return directive(state, file, line, trimmed.slice(1).trim());
  if (state.conditions.at(-1) === true) return;
  const code = withoutComment(trimmed);
  if (code === '') return;
  const equals = code.indexOf('=');
  if (equals !== -1) return assign(state, file, line, code, equals);
  if (code === '}') {
    if (state.sections.pop() === undefined)
      complain(state, file, line, 'invalid', 'This closes a section where none is open.');
    if (state.sections.length === 0) state.block = 0;
    return;
  }
  if (code.endsWith('{') && !code.includes('}')) {
    if (state.sections.length === 0) {
      state.blocks += 1;
      state.block = state.blocks;
    }
    state.sections.push(code.slice(0, -1).trim());
    return;
  }
  // A hole alone on its line may stand for any number of lines.
  if (hasHole(code)) return complain(state, file, line, 'computed', 'Other code puts lines here.', code);
  complain(state, file, line, 'invalid', 'This is no line of hyprlang: it has no “=”.', code);
}

/** `##` is a `#`, and one alone begins a comment. */
function withoutComment(text: string): string {
  const first = text.indexOf('#');
  if (first === -1) return text;
  let code = '';
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '#') {
      if (text[at + 1] !== '#') break;
      at += 1;
    }
    code += text[at];
  }
  return code.trim();
}

function assign(state: State, file: string, line: TextLine, code: string, equals: number): void {
  const left = code.slice(0, equals).trim();
  const right = code.slice(equals + 1).trim();
  if (left === '') return complain(state, file, line, 'invalid', 'Nothing stands before the “=”.');
  const value = substitute(right, state.variables);
  if ('problem' in value) return complain(state, file, line, 'invalid', value.problem);
  const at = { file, line: line.line, column: columnOf(line, left) };
  if (left.startsWith('$')) {
    state.variables.set(left.slice(1), value.text);
    if (!hasHole(value.text)) state.named.push({ name: left.slice(1), value: value.text, at });
    return;
  }
  const key = substitute(left, state.variables);
  if ('problem' in key) return complain(state, file, line, 'invalid', key.problem);
  if (hasHole(key.text))
    return complain(state, file, line, 'computed', 'Other code gives this line its key.', code);
  const path = pathOf(key.text);
  const last = path.pop() ?? '';
  if (last === 'source') return sourceFiles(state, file, line, code, withHoles(value.text, state.holes));
  state.statements.push({
    section: [...state.sections.flatMap(pathOf), ...path],
    key: last,
    value: withHoles(unescaped(value.text), state.holes),
    computed: hasHole(value.text),
    block: state.block,
    at,
    valueAt: {
      ...at,
      column: right === '' ? at.column + left.length : columnOf(line, right, at.column + left.length),
    },
  });
}

/** The parts of a key: `decoration:blur:size`. What stands in brackets is one part: `windowrule[a:b]:enable`. */
function pathOf(key: string): string[] {
  if (!key.includes('[')) return key.split(':');
  const match = /^([^[:]+\[.*?\])(?::(.*))?$/.exec(key);
  return match ? [match[1]!, ...(match[2] === undefined ? [] : match[2].split(':'))] : key.split(':');
}

/** Where `part` stands in the file; the line's beginning where `##` or a hole has changed it. */
function columnOf(line: TextLine, part: string, from: number = line.column): number {
  const place = line.text.indexOf(part, from - line.column);
  return place === -1 ? from : line.column + place;
}

function directive(state: State, file: string, line: TextLine, comment: string): void {
  if (!comment.startsWith('hyprlang')) return;
  const words = comment.split(/\s+/).slice(1);
  switch (words[0]) {
    case 'noerror':
      state.quiet = words[1] === undefined || /^(true|yes|enable|enabled|set)$/.test(words[1]);
      return;
    case 'if': {
      const name = words[1] ?? '';
      const value = state.variables.get(name.replace(/^!/, '')) ?? '';
      state.conditions.push(name.startsWith('!') ? value !== '' : value === '');
      return;
    }
    case 'endif':
      if (state.conditions.pop() === undefined)
        complain(state, file, line, 'invalid', 'This ends an “if” where none is open.');
      return;
    default:
      complain(state, file, line, 'invalid', 'Directives of hyprlang are “if”, “endif” and “noerror”.');
  }
}

function sourceFiles(state: State, file: string, line: TextLine, code: string, pattern: string): void {
  if (hasHole(code))
    return complain(state, file, line, 'computed', 'Which file it is, other code says.', code);
  const found = state.given.files?.find(pattern, file) ?? 'No other file is read here.';
  if (typeof found === 'string') return complain(state, file, line, 'invalid', found, code);
  for (const each of found) {
    if (state.open.includes(each.file)) {
      complain(
        state,
        file,
        line,
        'invalid',
        'This file is being read already: it would source itself.',
        code,
      );
    } else if (state.open.length >= DEEPEST || state.filesRead >= MOST_FILES) {
      complain(state, file, line, 'invalid', 'Too many files source each other; this one is not read.', code);
      return;
    } else readFile(state, each);
  }
}
