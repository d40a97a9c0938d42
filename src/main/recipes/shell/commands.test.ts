import { describe, expect, it } from 'vitest';
import { readScript } from './commands';
import { UNKNOWN } from './words';

const words = (text: string) =>
  readScript(text).commands.map((command) =>
    command.words.map((word) => word.text.replaceAll(UNKNOWN, '…')).join(' '),
  );

describe('readScript', () => {
  it.each([
    ['a b; c && d || e & f | g', ['a b', 'c', 'd', 'e', 'f', 'g']],
    [`echo "a; b" 'c | d' e\\;f`, ['echo a; b c | d e;f']],
    ['A=1 B="x y" run --flag # not this', ['run --flag']],
    ['if [ -f x ]; then a; elif b; then c; else d; fi', ['[ -f x ]', 'a', 'b', 'c', 'd']],
    ['for h in a b; do run $h; done', ['run …']],
    ['for h in a b\ndo\n  run\ndone', ['run']],
    ['case "$1" in\n  a|b) one ;;\n  *) two;;\nesac\nthree', ['one', 'two', 'three']],
    ['f() { inside; }\nfunction g { more; }\nf', ['inside', 'more', 'f']],
    ['x=$(inner a "$(deep)") && y=`tick`', ['inner a …', 'deep', 'tick']],
    ['diff <(nix eval) <(jq .)', ['diff … …', 'nix eval', 'jq .']],
    ['cat <<EOF > out\nrm -rf /\nEOF\nafter', ['cat', 'after']],
    ['a \\\n  b\nc', ['a b', 'c']],
    ['list=(one two)\nrun', ['run']],
    ['echo $((1 + 2)) ${x:-$(y)} "${z[@]}"', ['echo … … …']],
    ['while read -r line; do ((n++)); use "$line"; done < <(find .)', ['read -r line', 'use …', 'find .']],
    ['cmd 2>/dev/null >&2', ['cmd']],
  ])('%j', (text, expected) => expect(words(text).toSorted()).toEqual(expected.toSorted()));

  it('knows lines, pipes, functions and what is written', () => {
    const { commands, functions } = readScript('a\nb |\n  sudo c > out.txt\nf() { d; }', 10);
    expect(commands.map(({ line, isPiped }) => [line, isPiped])).toEqual([
      [10, false],
      [11, false],
      [12, true],
      [13, false],
    ]);
    expect(commands[2]?.writes.map((word) => word.text)).toEqual(['out.txt']);
    expect([...functions]).toEqual(['f']);
  });

  it('takes hostile input', () => {
    for (const text of ['$('.repeat(5000), '"', "'", '<<', 'case x in', '((', '${', '\\', '`', '()', ')'])
      expect(() => readScript(text)).not.toThrow();
  });
});
