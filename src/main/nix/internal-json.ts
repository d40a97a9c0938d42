/**
 * Nix's `--log-format internal-json`: one `@nix {…}` per line on standard error, other lines mixed in.
 * Format: nix `src/libutil/logging.{hh,cc}`. It is declared internal by Nix, so unknown actions and types
 * are passed over, and missing fields are tolerated.
 */

/** What an activity does. `other` holds numbers this version of Nix does not know from us. */
export type ActivityType =
  | 'copy-path'
  | 'file-transfer'
  | 'realise'
  | 'copy-paths'
  | 'builds'
  | 'build'
  | 'substitute'
  | 'query-path-info'
  | 'post-build-hook'
  | 'build-waiting'
  | 'fetch-tree'
  | 'other';

export type NixEvent =
  | {
      readonly kind: 'start';
      readonly id: string;
      readonly parent: string | null;
      readonly level: number;
      readonly type: ActivityType;
      readonly text: string;
      readonly fields: readonly (string | number)[];
    }
  | { readonly kind: 'stop'; readonly id: string }
  | { readonly kind: 'log'; readonly id: string; readonly text: string }
  | { readonly kind: 'phase'; readonly id: string; readonly phase: string }
  | {
      readonly kind: 'progress';
      readonly id: string;
      readonly done: number;
      readonly expected: number;
      readonly running: number;
      readonly failed: number;
    }
  | { readonly kind: 'expected'; readonly id: string; readonly type: ActivityType; readonly expected: number }
  | { readonly kind: 'message'; readonly level: number; readonly text: string }
  /** A line that is not Nix's JSON: output of ssh, of a hook, or of an older program. */
  | { readonly kind: 'text'; readonly text: string };

const ACTIVITY_TYPES: Readonly<Record<number, ActivityType>> = {
  100: 'copy-path',
  101: 'file-transfer',
  102: 'realise',
  103: 'copy-paths',
  104: 'builds',
  105: 'build',
  108: 'substitute',
  109: 'query-path-info',
  110: 'post-build-hook',
  111: 'build-waiting',
  112: 'fetch-tree',
};

const PREFIX = '@nix ';
const ESCAPE = 0x1b;
/** Anything that {@link plainText} takes out. Most lines have none of it. */
// oxlint-disable-next-line no-control-regex -- control bytes are what it looks for
const UNPLAIN = /[\u0000-\u0008\u000b-\u001f\u007f]/;
/** As many digits as a number needs before a double may not hold it exactly. */
const LONG_NUMBER = /\d{16}/;

/** `text` without ANSI escape sequences (ECMA-48) and without control bytes other than tab and newline. */
export function plainText(text: string): string {
  if (!UNPLAIN.test(text)) return text;
  let out = '';
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === ESCAPE) index = afterEscape(text, index);
    else {
      if (code >= 0x20 ? code !== 0x7f : code === 0x09 || code === 0x0a) out += text[index];
      index += 1;
    }
  }
  return out;
}

/** Index after the escape sequence that begins at `start`. */
function afterEscape(text: string, start: number): number {
  const introducer = text[start + 1];
  if (introducer === '[') {
    let index = start + 2;
    while (index < text.length && text.charCodeAt(index) >= 0x20 && text.charCodeAt(index) < 0x40) index += 1;
    return index + 1;
  }
  if (introducer === ']') {
    // Operating system command: up to BEL or to ESC \.
    for (let index = start + 2; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0x07) return index + 1;
      if (code === ESCAPE) return index + 2;
    }
    return text.length;
  }
  return start + 2;
}

/**
 * Turns the numbers of top-level `"id"` and `"parent"` into strings. Ids are `counter + (pid << 32)`: with a
 * pid of 2^21 or more they pass 2^53 and JSON.parse would merge two of them.
 */
function quoteIds(json: string): string {
  if (!LONG_NUMBER.test(json)) return json;
  let out = '';
  let copied = 0;
  let depth = 0;
  let index = 0;
  while (index < json.length) {
    const char = json[index];
    if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    else if (char === '"') {
      const end = stringEnd(json, index);
      const key = json.slice(index + 1, end - 1);
      index = end;
      if (depth === 1 && (key === 'id' || key === 'parent') && json[end] === ':') {
        let last = end + 1;
        while (last < json.length && isDigit(json.charCodeAt(last))) last += 1;
        if (last > end + 1) {
          out += `${json.slice(copied, end + 1)}"${json.slice(end + 1, last)}"`;
          copied = last;
          index = last;
        }
      }
      continue;
    }
    index += 1;
  }
  return out + json.slice(copied);
}

/** Index after the closing quote of the JSON string that begins at `start`. */
function stringEnd(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== '"') index += json[index] === '\\' ? 2 : 1;
  return index + 1;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The two shapes that most lines have, as every version of Nix writes them: an end, and a result in numbers. */
const STOP = /^@nix \{"action":"stop","id":(\d+)\}$/;
const COUNT =
  /^@nix \{"action":"result","fields":\[(\d+),(\d+)(?:,(\d+),(\d+))?\],"id":(\d+),"type":10([56])\}$/;

/** Reads the commonest lines without JSON.parse, which takes most of the time; null for all others. */
function commonEvent(line: string): NixEvent | null {
  const count = COUNT.exec(line);
  if (count) {
    const [, first, second, running, failed, id = '', type] = count;
    return type === '5'
      ? {
          kind: 'progress',
          id,
          done: Number(first),
          expected: Number(second),
          running: Number(running ?? 0),
          failed: Number(failed ?? 0),
        }
      : { kind: 'expected', id, type: activityType(Number(first)), expected: Number(second) };
  }
  const id = STOP.exec(line)?.[1];
  return id === undefined ? null : { kind: 'stop', id };
}

/** One line of Nix's standard error as an event; null for what says nothing we know. Never throws. */
export function parseNixLine(line: string): NixEvent | null {
  if (!line.startsWith(PREFIX)) {
    const text = plainText(line).trimEnd();
    return text === '' ? null : { kind: 'text', text };
  }
  const common = commonEvent(line);
  if (common) return common;
  let raw: unknown;
  try {
    raw = JSON.parse(quoteIds(line.slice(PREFIX.length)));
  } catch {
    return { kind: 'text', text: plainText(line) };
  }
  return isRecord(raw) ? toEvent(raw) : null;
}

function toEvent(raw: Record<string, unknown>): NixEvent | null {
  const id = idOf(raw['id']) ?? '';
  switch (raw['action']) {
    case 'start':
      return {
        kind: 'start',
        id,
        parent: parentOf(raw['parent']),
        level: asNumber(raw['level']),
        type: activityType(raw['type']),
        text: plainText(asString(raw['text'])),
        fields: fieldsOf(raw),
      };
    case 'stop':
      return { kind: 'stop', id };
    case 'result':
      return resultEvent(id, raw);
    case 'msg':
      return { kind: 'message', level: asNumber(raw['level']), text: plainText(asString(raw['msg'])) };
    default:
      return null;
  }
}

function resultEvent(id: string, raw: Record<string, unknown>): NixEvent | null {
  const fields = fieldsOf(raw);
  switch (raw['type']) {
    case 101:
    case 107:
      return { kind: 'log', id, text: plainText(asString(fields[0])).trimEnd() };
    case 104:
      return { kind: 'phase', id, phase: plainText(asString(fields[0])) };
    case 105:
      return {
        kind: 'progress',
        id,
        done: asNumber(fields[0]),
        expected: asNumber(fields[1]),
        running: asNumber(fields[2]),
        failed: asNumber(fields[3]),
      };
    case 106:
      return { kind: 'expected', id, type: activityType(fields[0]), expected: asNumber(fields[1]) };
    default:
      return null;
  }
}

function idOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}

function parentOf(value: unknown): string | null {
  const id = idOf(value);
  return id === '0' ? null : id;
}

function activityType(value: unknown): ActivityType {
  return (typeof value === 'number' && ACTIVITY_TYPES[value]) || 'other';
}

function fieldsOf(raw: Record<string, unknown>): readonly (string | number)[] {
  const fields = raw['fields'];
  if (!Array.isArray(fields)) return [];
  return fields.map((field: unknown) =>
    typeof field === 'number' ? field : plainText(typeof field === 'string' ? field : ''),
  );
}

function asString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
