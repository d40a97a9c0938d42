import { readExpression, TokenReader } from './expression';
import type {
  Alias,
  Attribute,
  BodyLine,
  Dependency,
  Expression,
  Inclusion,
  Justfile,
  JustProblem,
  JustRecipe,
  Parameter,
} from './model';

/** A line that cannot be understood. */
class NotUnderstood extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** Reads one justfile. Never fails: a line that is not understood becomes a problem and is skipped. */
export function parseJustfile(text: string, file: string): Justfile {
  return new Parser(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), file).run();
}

class Parser {
  private readonly lines: readonly string[];
  /** Offsets at which lines begin. */
  private readonly starts: readonly number[];
  private at = 0;
  private doc: string | null = null;
  private attributes: Attribute[] = [];
  private readonly recipes: JustRecipe[] = [];
  private readonly aliases: Alias[] = [];
  private readonly variables = new Map<string, { value: Expression; line: number }>();
  private readonly settings = new Map<string, string | true | readonly string[]>();
  private readonly inclusions: Inclusion[] = [];
  private readonly problems: JustProblem[] = [];

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.lines = text.split('\n');
    let start = 0;
    this.starts = this.lines.map((line) => {
      const here = start;
      start += line.length + 1;
      return here;
    });
  }

  run(): Justfile {
    while (this.at < this.lines.length) {
      const line = this.lines[this.at] ?? '';
      if (line.trim() === '') {
        this.doc = null;
        this.at += 1;
      } else if (line.trimStart().startsWith('#')) {
        this.doc = line.trimStart().replace(/^#+ ?/, '').trim();
        this.at += 1;
      } else this.item(line);
    }
    const { recipes, aliases, variables, settings, inclusions, problems } = this;
    return { recipes, aliases, variables, settings, inclusions, problems };
  }

  private item(line: string): void {
    try {
      if (/^\s/.test(line))
        throw new NotUnderstood(this.at + 1, 'an indented line that belongs to no recipe');
      this.topLevel();
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      this.problems.push({ file: this.file, line: error.line, message: error.message });
      this.at += 1;
      this.skipBody();
      this.reset();
    }
  }

  private reset(): void {
    this.doc = null;
    this.attributes = [];
  }

  private topLevel(): void {
    const reader = new TokenReader(this.text, this.starts[this.at] ?? 0, this.at + 1);
    if (reader.next.kind === 'symbol' && reader.next.text === '[') return this.readAttributes(reader);
    const line = this.lines[this.at] ?? '';
    if (/^set\s+[a-z]/.test(line)) return this.readSetting(reader);
    if (/^alias\s+[A-Za-z_]/.test(line) && line.includes(':=')) return this.readAlias(reader);
    if (/^unexport\s+[A-Za-z_]/.test(line)) return this.finish(reader, 2);
    if (/^import\??\s/.test(line)) return this.readInclusion(reader, 'import');
    if (/^mod\??\s+[A-Za-z_]/.test(line) && !/^mod\s[^'"]*:/.test(line))
      return this.readInclusion(reader, 'mod');
    if (/^(?:export\s+|eager\s+)?[A-Za-z_][\w-]*\s*:=/.test(line)) return this.readVariable(reader);
    this.readRecipe(reader);
  }

  /** Goes on behind what was read; nothing else may stand in its last line. */
  private end(reader: TokenReader): void {
    if (reader.next.kind === 'comment') reader.take();
    const { kind, line, text } = reader.next;
    if (kind !== 'newline' && kind !== 'end') throw new NotUnderstood(line, `“${text}” is not expected here`);
    this.at = line;
  }

  private finish(reader: TokenReader, words: number): void {
    for (let i = 0; i < words; i++) reader.take();
    this.end(reader);
    this.reset();
  }

  private readAttributes(reader: TokenReader): void {
    const doc = this.doc;
    reader.take();
    do {
      reader.skipLines();
      const name = this.expectName(reader);
      const values: string[] = [];
      if (reader.eat(':')) values.push(readExpression(reader, true).text.replace(/^(['"])(.*)\1$/, '$2'));
      else if (reader.eat('(')) {
        while (!reader.eat(')')) {
          const token = reader.take();
          if (token.kind === 'end') throw new NotUnderstood(token.line, 'an attribute without its end');
          if (token.kind === 'string') values.push(token.text);
          else if (token.kind === 'name' && !isAssigned(reader)) values.push(token.text);
        }
      }
      this.attributes.push({ name, values });
      reader.skipLines();
    } while (reader.eat(','));
    if (!reader.eat(']')) throw new NotUnderstood(reader.next.line, 'an attribute without its ]');
    this.end(reader);
    this.doc = doc;
  }

  private readSetting(reader: TokenReader): void {
    reader.take();
    const name = this.expectName(reader);
    if (!reader.eat(':=')) {
      this.settings.set(name, true);
    } else if (reader.eat('[')) {
      const values: string[] = [];
      reader.skipLines();
      while (!reader.eat(']')) {
        const token = reader.take();
        if (token.kind === 'end') throw new NotUnderstood(token.line, 'a list without its ]');
        if (token.kind === 'string') values.push(token.text);
      }
      this.settings.set(name, values);
    } else {
      const value = readExpression(reader);
      const [only] = value.parts ?? [];
      this.settings.set(
        name,
        only && 'text' in only ? only.text : value.text === 'false' ? 'false' : value.text,
      );
    }
    this.end(reader);
    this.reset();
  }

  private readAlias(reader: TokenReader): void {
    const { line } = reader.take();
    const name = this.expectName(reader);
    this.expect(reader, ':=');
    const target = this.expectPath(reader);
    this.end(reader);
    this.aliases.push({ name, target, line, file: this.file });
    this.reset();
  }

  private readInclusion(reader: TokenReader, kind: Inclusion['kind']): void {
    const { line } = reader.take();
    const optional = reader.eat('?');
    const name = kind === 'mod' ? this.expectName(reader) : null;
    const path = reader.next.kind === 'string' ? reader.take().text : null;
    if (kind === 'import' && path === null) throw new NotUnderstood(line, 'an import without a path');
    this.end(reader);
    this.inclusions.push({ kind, name, path, optional, line });
    this.reset();
  }

  private readVariable(reader: TokenReader): void {
    let token = reader.take();
    if (reader.next.kind === 'name') token = reader.take();
    this.expect(reader, ':=');
    reader.skipLines();
    const value = readExpression(reader);
    this.end(reader);
    this.variables.set(token.text, { value, line: token.line });
    this.reset();
  }

  private readRecipe(reader: TokenReader): void {
    const quiet = reader.eat('@');
    const { line } = reader.next;
    const name = this.expectName(reader);
    const parameters: Parameter[] = [];
    while (!reader.eat(':')) parameters.push(this.readParameter(reader));
    const dependencies: Dependency[] = [];
    for (;;) {
      const { kind, text } = reader.next;
      if (kind === 'symbol' && text === '&&') reader.take();
      else if (kind === 'name' || (kind === 'symbol' && text === '('))
        dependencies.push(this.readDependency(reader));
      else break;
    }
    this.end(reader);
    const doc = this.attributes.find((one) => one.name === 'doc');
    this.recipes.push({
      name,
      file: this.file,
      line,
      doc: doc ? (doc.values[0] ?? null) : this.doc,
      parameters,
      dependencies,
      attributes: this.attributes,
      body: this.readBody(),
      quiet,
    });
    this.reset();
  }

  private readParameter(reader: TokenReader): Parameter {
    const count = reader.eat('+') ? 'some' : reader.eat('*') ? 'any' : 'one';
    const exported = reader.eat('$');
    const name = this.expectName(reader);
    const value = reader.eat('=') ? readExpression(reader, true) : null;
    return { name, count, default: value, exported };
  }

  private readDependency(reader: TokenReader): Dependency {
    const { line } = reader.next;
    if (!reader.eat('(')) return { name: this.expectPath(reader), references: [], line };
    const name = this.expectPath(reader);
    const references = [];
    while (!reader.eat(')')) {
      const { start, kind } = reader.next;
      if (kind === 'end') throw new NotUnderstood(line, 'a dependency without its )');
      references.push(...readExpression(reader).references);
      if (reader.next.start === start) reader.take();
    }
    return { name, references, line };
  }

  private readBody(): BodyLine[] {
    const from = this.at;
    this.skipBody();
    const raw = this.lines.slice(from, this.at);
    while (raw.at(-1)?.trim() === '') raw.pop();
    const indent = /^\s*/.exec(raw.find((line) => line.trim() !== '') ?? '')?.[0] ?? '';
    return raw.map((line, index) => ({
      text: line.startsWith(indent) ? line.slice(indent.length) : line.trimStart(),
      line: from + index + 1,
    }));
  }

  private skipBody(): void {
    while (this.at < this.lines.length && /^(\s|$)/.test(this.lines[this.at] ?? '')) this.at += 1;
  }

  private expectName(reader: TokenReader): string {
    const { kind, text, line } = reader.next;
    if (kind !== 'name')
      throw new NotUnderstood(
        line,
        kind === 'newline' || kind === 'end' ? 'an unfinished line' : `“${text}” is not expected here`,
      );
    return reader.take().text;
  }

  private expectPath(reader: TokenReader): string {
    let name = this.expectName(reader);
    while (reader.eat('::')) name += `::${this.expectName(reader)}`;
    return name;
  }

  private expect(reader: TokenReader, symbol: string): void {
    if (!reader.eat(symbol)) throw new NotUnderstood(reader.next.line, `${symbol} is missing`);
  }
}

function isAssigned(reader: TokenReader): boolean {
  return reader.next.kind === 'symbol' && reader.next.text === '=';
}
