import { isTable, TablePlaces } from '../../../shared/desktop';
import type { LuaCall, LuaRun, LuaTrouble, LuaValue, Place } from '../../../shared/desktop';
import hl from '../../../../resources/desktop/lua/hl.lua?raw';
import modules from '../../../../resources/desktop/lua/modules.lua?raw';
import outside from '../../../../resources/desktop/lua/outside.lua?raw';
import runFile from '../../../../resources/desktop/lua/run.lua?raw';
import type { ConfigFiles } from '../files/folder';
import { answersOf, type LuaSurroundings } from './answers';
import { findModule } from './find-module';
import {
  LuaMachine,
  USUAL_LIMITS,
  type Given,
  type HostFunction,
  type LuaLimits,
  type ValueReader,
} from './machine';

/** One program, so that its parts see each other’s locals and the configuration sees none. */
const PRELUDE = [hl, modules, outside, runFile].join('\n');

/** More calls come from a loop, not from a configuration. */
const MOST_CALLS = 5_000;
const MOST_TROUBLES = 500;

const reader: ValueReader<LuaValue> = {
  plain: (value) => value,
  called: () => ({ kind: 'function' }),
  table: (list, fields) => {
    const name = fields['__dsp'];
    const args = fields['args'];
    if (typeof name !== 'string' || typeof args !== 'object' || args?.kind !== 'table')
      return { kind: 'table', list, fields };
    // `n` counts arguments that are nil as well.
    return { kind: 'dispatcher', name, args: args.list };
  },
};

/**
 * Runs a hyprland.lua against an `hl` that only takes down what is asked of it. Nothing outside is reached: no file but
 * those of the folder, no program, no clock. Never throws for what the program does.
 */
export async function runLua(
  file: string,
  folder: ConfigFiles,
  surroundings: LuaSurroundings,
  limits: LuaLimits = USUAL_LIMITS,
): Promise<LuaRun> {
  const machine = await LuaMachine.start(limits);
  const recording = new Recording(folder, surroundings);
  const { main } = machine;
  if (!machine.load(main, PRELUDE, 'record.lua')) throw new Error(machine.textAt(main, -1));
  machine.push(main, {});
  for (const [name, work] of Object.entries(recording.host())) {
    machine.pushFunction(work);
    machine.setField(name);
  }
  const broken = machine.call(1, 1);
  if (broken !== undefined) throw new Error(broken);
  machine.push(main, file);
  machine.watch();
  const failure = machine.call(1, 0);
  return recording.end(machine.stopped, failure);
}

/** What a program asked for, while it runs. */
class Recording {
  readonly #folder: ConfigFiles;
  readonly #answers: ReturnType<typeof answersOf>;
  readonly #calls: LuaCall[] = [];
  readonly #troubles: LuaTrouble[] = [];
  readonly #files = new Set<string>();
  readonly #paths: string[] = [];
  readonly #tables = new Map<string, TablePlaces | undefined>();
  #full = false;

  constructor(folder: ConfigFiles, surroundings: LuaSurroundings) {
    this.#folder = folder;
    this.#answers = answersOf(surroundings, folder);
  }

  /** The functions that resources/desktop/lua is given. */
  host(): Record<string, HostFunction> {
    return {
      record: (machine, stack) => {
        const from = placeAt(machine, stack, 2);
        if (this.#calls.length >= MOST_CALLS) {
          this.#full = true;
          return 0;
        }
        const args: LuaValue[] = [];
        for (let at = 6; at <= machine.countOf(stack); at += 1) args.push(machine.valueAt(stack, at, reader));
        const name = machine.textAt(stack, 1);
        if (name === 'config') this.#answers.noteConfig(args[0]);
        this.#calls.push({
          name,
          args,
          from,
          ...(machine.isText(stack, 4) && { submap: machine.textAt(stack, 4) }),
          ...(machine.isText(stack, 5) && { during: machine.textAt(stack, 5) }),
        });
        return answer(machine, stack, this.#calls.length - 1);
      },
      failed: (machine, stack) => {
        const text = machine.textAt(stack, 1);
        if (machine.stopped === undefined)
          this.#trouble({ kind: 'error', ...this.#messageOf(text, placeAt(machine, stack, 2)) });
        return 0;
      },
      outside: (machine, stack) => {
        const [name, what] = [machine.textAt(stack, 1), machine.textAt(stack, 2)];
        this.#trouble({
          kind: 'outside',
          text: `${name}(${JSON.stringify(what)})`,
          because: 'A preview runs no programs and opens no files; here the configuration gets nothing.',
          from: placeAt(machine, stack, 3),
        });
        return 0;
      },
      load: (machine, stack) => {
        const path = machine.textAt(stack, 1);
        const found = this.#folder.read(path);
        if ('problem' in found) return answer(machine, stack, null, found.problem);
        this.#files.add(this.#folder.nameOf(path));
        if (machine.load(stack, found.text, this.#idOf(path))) return 1;
        return answer(machine, stack, null, machine.textAt(stack, -1));
      },
      path: (machine, stack) => answer(machine, stack, this.#pathOf(machine.textAt(stack, 1))),
      read: (machine, stack) => {
        const path = this.#folder.locate(machine.textAt(stack, 1));
        const told = this.#answers.file(path);
        if (told !== undefined) return answer(machine, stack, told);
        const found = this.#folder.read(path);
        return answer(machine, stack, 'text' in found ? found.text : null);
      },
      answer: (machine, stack) => answer(machine, stack, this.#answers.program(machine.textAt(stack, 1))),
      find: (machine, stack) => {
        const found = findModule(machine.textAt(stack, 1), machine.textAt(stack, 2), this.#folder);
        return 'problem' in found
          ? answer(machine, stack, null, found.problem)
          : answer(machine, stack, { list: found.files, many: found.many });
      },
      env: (machine, stack) => answer(machine, stack, this.#answers.environment(machine.textAt(stack, 1))),
      input: (machine, stack) => answer(machine, stack, this.#answers.input(machine.textAt(stack, 1))),
      config: (machine, stack) => answer(machine, stack, this.#answers.config(machine.textAt(stack, 1))),
    };
  }

  end(stopped: 'time' | 'memory' | undefined, failure: string | undefined): LuaRun {
    if (stopped !== undefined)
      this.#trouble({
        kind: 'stopped',
        text: 'The configuration was stopped.',
        because:
          stopped === 'time'
            ? 'It ran for longer than a configuration may; what it would have set after that is missing.'
            : 'It took more memory than a configuration may; what it would have set after that is missing.',
      });
    else if (failure !== undefined) this.#trouble({ kind: 'error', text: failure });
    if (this.#full)
      this.#trouble({
        kind: 'stopped',
        text: `Only the first ${MOST_CALLS} calls are shown.`,
        because: 'More come from a loop, not from a configuration.',
      });
    const named = (from: Place | undefined): { from?: Place } =>
      from && from.file !== '' ? { from: { ...from, file: this.#folder.nameOf(from.file) } } : {};
    return {
      calls: this.#calls.map((call) => this.#placed(call)),
      troubles: this.#troubles.map(({ from, ...trouble }) => ({ ...trouble, ...named(from) })),
      files: [...this.#files],
    };
  }

  /** A call with its places as they are told: by the file's name, and for each field of its table. */
  #placed(call: LuaCall): LuaCall {
    const { file, line } = call.from;
    const named = { ...call, from: { ...call.from, file: this.#folder.nameOf(file) } };
    if (!isTable(call.args[0])) return named;
    const found = this.#tablesOf(file)?.of(call.name, line);
    if (!found || found.size === 0) return named;
    const fields = [...found].map(([path, at]) => [path, { file: named.from.file, ...at }] as const);
    return { ...named, fields: Object.fromEntries(fields) };
  }

  #tablesOf(file: string): TablePlaces | undefined {
    if (!this.#tables.has(file)) {
      const read = this.#folder.read(file);
      this.#tables.set(file, 'text' in read ? new TablePlaces(read.text) : undefined);
    }
    return this.#tables.get(file);
  }

  #trouble(trouble: LuaTrouble): void {
    if (this.#troubles.length < MOST_TROUBLES) this.#troubles.push(trouble);
  }

  /** A short name for a file, for Lua cuts long ones in what it says. */
  #idOf(path: string): string {
    if (!this.#paths.includes(path)) this.#paths.push(path);
    return `config:${this.#paths.indexOf(path)}`;
  }

  #pathOf(id: string): string {
    const place = /^config:(\d+)$/.exec(id);
    return place ? (this.#paths[Number(place[1])] ?? id) : id;
  }

  /** Lua puts `file:line:` in front of what it says; that is the place. */
  #messageOf(text: string, from: Place): { text: string; from: Place } {
    const readable = text.replaceAll(/config:\d+(?=:\d)/g, (id) => this.#folder.nameOf(this.#pathOf(id)));
    const match = /^(config:\d+):(\d+): ([\s\S]*)$/.exec(text);
    if (!match) return { text: readable, from };
    return {
      text: match[3]!.replaceAll(/config:\d+(?=:\d)/g, (id) => this.#folder.nameOf(this.#pathOf(id))),
      from: { file: this.#pathOf(match[1]!), line: Number(match[2]) },
    };
  }
}

const placeAt = (machine: LuaMachine, stack: number, at: number): Place => ({
  file: machine.textAt(stack, at),
  line: machine.numberAt(stack, at + 1),
});

function answer(machine: LuaMachine, stack: number, ...values: Given[]): number {
  for (const value of values) machine.push(stack, value);
  return values.length;
}
