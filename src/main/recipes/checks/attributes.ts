import type { Command } from '../shell/commands';
import { UNKNOWN } from '../shell/words';
import { flakeWords, type FlakeWord } from './flake-words';
import type { RecipeProblem } from '../../../shared/contract';

/** Names in a set of the flake's outputs; null where source does not tell, `complete` false where there may be more. */
export interface OutputNames {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** What the flake's outputs hold, from source. */
export interface FlakeOutputs {
  /** Names below a path; null when that is no set or cannot be told; `absent` when it is surely not there. */
  namesAt(path: readonly string[]): OutputNames | null | 'absent';
}

/** Attributes of the flake that commands name and that are surely not there. */
export function attributeProblems(
  outputs: FlakeOutputs,
  commands: readonly Command[],
  file: string,
): RecipeProblem[] {
  return commands.flatMap(flakeWords).flatMap((word): RecipeProblem[] => {
    if (word.below.some((folder) => mayHave(outputs, folder, word))) return [];
    return [{ kind: 'attribute', words: `the flake has no ${word.written}`, file, line: word.line }];
  });
}

/** Whether the attribute may be there, below one folder of outputs. */
function mayHave(outputs: FlakeOutputs, folder: FlakeWord['below'][number], { path }: FlakeWord): boolean {
  return withSystems(outputs, folder).some((base) => {
    let here = base;
    for (const name of path) {
      const found = outputs.namesAt(here);
      if (found === 'absent') return false;
      if (found === null) return true;
      if (name.includes(UNKNOWN)) {
        const begin = name.slice(0, name.indexOf(UNKNOWN));
        return !found.complete || found.names.some((one) => one.startsWith(begin));
      }
      if (!found.names.includes(name)) return !found.complete;
      here = [...here, name];
    }
    return true;
  });
}

/** The folder for each system the flake has something for; one with an unknown set stays as it is. */
function withSystems(outputs: FlakeOutputs, folder: readonly string[]): (readonly string[])[] {
  const at = folder.indexOf('SYSTEM');
  if (at < 0) return [folder];
  const before = folder.slice(0, at);
  const found = outputs.namesAt(before);
  if (found === 'absent') return [];
  if (found === null || !found.complete) return [before];
  return found.names.map((name) => [...before, name, ...folder.slice(at + 1)]);
}
