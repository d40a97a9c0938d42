import type { Command } from '../shell/commands';
import { UNKNOWN } from '../shell/words';
import { unwrapped } from '../dangers';

/** An attribute of the fleet's own flake that a command builds, shows or runs. */
export interface FlakeWord {
  /** Names from the top; the last may end with {@link UNKNOWN}, and nothing follows that. */
  readonly path: readonly string[];
  /** Output folders that a bare name is looked for in, `SYSTEM` for any system; the first that has it is taken. */
  readonly below: readonly (readonly string[])[];
  /** As written, for people. */
  readonly written: string;
  readonly line: number;
}

const SYSTEM = 'SYSTEM';
const PACKAGES: FlakeWord['below'] = [['packages', SYSTEM], ['legacyPackages', SYSTEM], []];

/** Where `nix VERB .#NAME` looks for NAME, in the order of its manual. */
const BELOW: Readonly<Record<string, FlakeWord['below']>> = {
  run: [['apps', SYSTEM], ...PACKAGES],
  develop: [['devShells', SYSTEM], ...PACKAGES],
  'print-dev-env': [['devShells', SYSTEM], ...PACKAGES],
  fmt: [['formatter']],
};

/** The attributes of this flake (`.#NAME`) in the words of a command. */
export function flakeWords(command: Command): FlakeWord[] {
  const { program, words } = unwrapped(command.words.map((word) => word.text));
  return words.flatMap((word): FlakeWord[] => {
    const name = /^(?:--flake=)?(?:\.|path:\.|git\+file:\.)\/?#(.*)$/.exec(word)?.[1];
    if (name === undefined || name === '') return [];
    const path = attributePath(name.split('^')[0] ?? '');
    const [first = ''] = path;
    if (path.length === 0 || first.startsWith(UNKNOWN)) return [];
    return [
      { path, below: belowOf(program, words), written: name.replaceAll(UNKNOWN, '…'), line: command.line },
    ];
  });
}

function belowOf(program: string, words: readonly string[]): FlakeWord['below'] {
  switch (program) {
    case 'nixos-rebuild':
    case 'nixos-install':
    case 'nixos-anywhere':
      return [['nixosConfigurations']];
    case 'home-manager':
      return [['homeConfigurations'], ['legacyPackages', SYSTEM, 'homeConfigurations']];
    case 'darwin-rebuild':
      return [['darwinConfigurations']];
    case 'nix': {
      const verb = words.find((word) => !word.startsWith('-')) ?? '';
      return Object.hasOwn(BELOW, verb) ? (BELOW[verb] ?? PACKAGES) : PACKAGES;
    }
    default:
      return PACKAGES;
  }
}

/** The names of `a."b c".d`, up to the first part that is not known. */
function attributePath(text: string): string[] {
  const names: string[] = [];
  let name = '';
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (char === '.' && !quoted) {
      names.push(name);
      name = '';
    } else name += char;
  }
  names.push(name);
  const unknown = names.findIndex((one) => one.includes(UNKNOWN));
  return unknown < 0 ? names : names.slice(0, unknown + 1);
}
