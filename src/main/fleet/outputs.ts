import { FleetFiles } from './reading/files';
import { Evaluator } from './static/evaluate';
import { flakeOutputs } from './static/flake-outputs';
import type { Value } from './static/value';

/** Names in a set of a flake's outputs; `complete` is false where there may be more than source shows. */
export interface OutputNames {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** What a flake's outputs hold, as far as source alone shows. */
export interface OutputReader {
  /** Names below a path; `absent` when it is surely not there, null when that cannot be told. */
  namesAt(path: readonly string[]): OutputNames | null | 'absent';
}

/** Reads the outputs of the flake in `dir` without Nix, as deep as is asked. Never fails: what is unreadable is unknown. */
export function outputsOf(dir: string): OutputReader {
  const { outputs } = flakeOutputs(new Evaluator(new FleetFiles(dir)));
  return {
    namesAt(path) {
      let value: Value = outputs;
      for (const name of path) {
        if (value.type !== 'attrs') return null;
        const attribute = value.entries.get(name);
        if (attribute === undefined) return value.complete ? 'absent' : null;
        value = attribute.thunk.force();
      }
      return value.type === 'attrs' ? { names: [...value.entries.keys()], complete: value.complete } : null;
    },
  };
}
