import { unwrapped } from '../dangers';
import type { Script } from '../shell/commands';
import { UNKNOWN } from '../shell/words';
import type { RecipeProblem } from '../../../shared/contract';

/** What sh and bash do themselves. */
const BUILTINS = new Set(
  (
    '. : [ [[ ]] alias bg bind break builtin caller cd command compgen complete compopt continue coproc declare dirs disown echo ' +
    'enable eval exec exit export false fc fg getopts hash help history in jobs kill let local logout mapfile popd ' +
    'printf pushd pwd read readarray readonly return set shift shopt source suspend test time times trap true type ' +
    'typeset ulimit umask unalias unset wait'
  ).split(' '),
);

/** Programs that commands start and that are not on PATH; one that is asked for first (`command -v`) is let be. */
export function programProblems(
  { commands, functions }: Script,
  isOnPath: (program: string) => boolean,
  file: string,
): RecipeProblem[] {
  const asked = new Set(
    commands.flatMap(({ words }) =>
      ['command', 'type', 'which', 'hash'].includes(words[0]?.text ?? '')
        ? words.slice(1).map(({ text }) => text)
        : [],
    ),
  );
  return commands.flatMap(({ words, line }): RecipeProblem[] => {
    const { around, program } = unwrapped(words.map((word) => word.text));
    const [first] = words;
    if (first?.text === 'command' && words[1]?.text.startsWith('-')) return [];
    return [...around, program]
      .filter((name) => /^[A-Za-z0-9][\w.+-]*$/.test(name) && !name.includes(UNKNOWN))
      .filter((name) => !words.some(({ text }) => text.endsWith(`/${name}`)))
      .filter((name) => !BUILTINS.has(name) && !functions.has(name) && !asked.has(name) && !isOnPath(name))
      .map((name) => ({ kind: 'program', words: `${name} is not on PATH`, file, line }));
  });
}
