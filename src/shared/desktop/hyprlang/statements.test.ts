import { describe, expect, it } from 'vitest';
import { readStatements, type HyprlangSurroundings } from './statements';
import { wholeFile } from './text';

const read = (text: string, given: HyprlangSurroundings = {}) =>
  readStatements(wholeFile('a.conf', text), given);
const short = (text: string, given: HyprlangSurroundings = {}) =>
  read(text, given).statements.map(({ section, key, value }) => `${[...section, key].join(':')}=${value}`);
const because = (text: string, given: HyprlangSurroundings = {}) =>
  read(text, given).bad.map(({ at, because: why }) => `${at.file}:${at.line} ${why}`);

describe('sections and keys', () => {
  it('reads sections, keys with colons and both at once, and says where each stands', () => {
    const { statements } = read(
      'general {\n  gaps_in = 5\n  col.active_border = 0xff112233\n}\ndecoration:blur {\n\tsize=3\n}\nmisc:vrr = 1',
    );
    expect(
      statements.map(({ section, key, at, valueAt }) => [
        ...section,
        key,
        at.line,
        at.column,
        valueAt.column,
      ]),
    ).toEqual([
      ['general', 'gaps_in', 2, 3, 13],
      ['general', 'col.active_border', 3, 3, 23],
      ['decoration', 'blur', 'size', 6, 2, 7],
      ['misc', 'vrr', 8, 1, 12],
    ]);
  });

  it('tells blocks apart, and the key of a category in brackets from its field', () => {
    const { statements } = read('device {\nname = a\n}\ndevice {\nname = b\n}\ndevice[a:b]:enabled = false');
    expect(statements.map(({ section, key, block }) => [...section, key, block])).toEqual([
      ['device', 'name', 1],
      ['device', 'name', 2],
      ['device[a:b]', 'enabled', 0],
    ]);
  });

  it('says what is not closed, closed too often, or no line at all', () => {
    expect(because('}\nwhat is this\na {\n b = 1\n')).toEqual([
      'a.conf:1 This closes a section where none is open.',
      'a.conf:2 This is no line of hyprlang: it has no “=”.',
      'a.conf:4 The section “a” is not closed.',
    ]);
  });
});

describe('comments, line ends and escapes', () => {
  it('takes # for a comment and ## for the character', () => {
    expect(short('# a = 1\nb = 2 # c\nd = ##e ##f#g\n  # x\nexec = echo "##"')).toEqual([
      'b=2',
      'd=#e #f',
      'exec=echo "#"',
    ]);
  });

  it('reads files of Windows, and lines that a backslash joins', () => {
    expect(short('a = 1\r\nb {\r\n c = 2\r\n}\r\n')).toEqual(['a=1', 'b:c=2']);
    const { statements } = read('a = 1 \\\n  2\nb = 3');
    expect(statements.map(({ key, value, at }) => [key, value, at.line])).toEqual([
      ['a', '1  2', 1],
      ['b', '3', 3],
    ]);
  });
});

describe('variables', () => {
  it('are replaced from where they are set on, the longest name first, on both sides', () => {
    expect(
      short(
        'early = $a\n$a = 1\n$ab = 2\nx = $a $ab $abc $none\n$key = gaps_in\ngeneral:$key = 4\n$a = $a5\ny = $a',
      ),
    ).toEqual(['early=$a', 'x=1 2 2c $none', 'general:gaps_in=4', 'y=15']);
  });

  it('come from the environment too', () =>
    expect(short('a = $HOME/x', { environment: { HOME: '/home/me' } })).toEqual(['a=/home/me/x']));

  it('end where they refer to themselves, or double each other', () => {
    expect(because('$a = $b\n$b = $a\nx = $b')).toEqual(['a.conf:3 A variable refers to itself.']);
    const doubling = [
      '$v0 = xxxxxxxx',
      ...Array.from({ length: 60 }, (_, n) => `$v${n + 1}_ = $v${n}${n ? '_' : ''}$v${n}${n ? '_' : ''}`),
    ];
    expect(because(doubling.join('\n'))[0]).toContain('too long');
  });

  it('calculate', () => {
    expect(
      short('$g = 10\na = {{g * 2}} px\nb = {{g / 4}}, {{1.5 + 0.1}}\nc = \\{{g + 1}}\nd = {{ $g - 12 }}'),
    ).toEqual(['a=20 px', 'b=2.5, 1.6', 'c={{g + 1}}', 'd=-2']);
    expect(because('a = {{b + 1}}\nc = {{1 ^ 2}}\nd = {{1 / 0}}')).toHaveLength(3);
  });
});

describe('directives', () => {
  it('leave out what an if says, by variable and environment', () => {
    const text = [
      '$ON = yes',
      '# hyprlang if ON',
      'a = 1',
      '# hyprlang endif',
      '# hyprlang if OFF',
      'b = 1',
      '# hyprlang endif',
      '# hyprlang if !OFF',
      'c = 1',
      '# hyprlang endif',
      '# hyprlang if FROM_OUTSIDE',
      'd = 1',
      '# hyprlang endif',
    ].join('\n');
    expect(short(text, { environment: { FROM_OUTSIDE: '1' } })).toEqual(['a=1', 'c=1', 'd=1']);
    expect(because('# hyprlang endif\n# hyprlang unless x')).toHaveLength(2);
  });

  it('let errors pass', () =>
    expect(because('# hyprlang noerror true\nnonsense\n# hyprlang noerror false\nnonsense')).toEqual([
      'a.conf:4 This is no line of hyprlang: it has no “=”.',
    ]));
});

describe('source', () => {
  const files = (known: Readonly<Record<string, string>>): HyprlangSurroundings => ({
    files: {
      find: (pattern) =>
        known[pattern] === undefined ? `There is no file ${pattern}.` : [wholeFile(pattern, known[pattern])],
    },
  });

  it('reads other files where it stands, with the variables so far', () => {
    const found = read('$a = 1\nx = $a\nsource = b\ny = $a', files({ b: '$a = 2\nz = $a' }));
    expect(found.statements.map(({ key, value, at }) => [key, value, at.file])).toEqual([
      ['x', '1', 'a.conf'],
      ['z', '2', 'b'],
      ['y', '2', 'a.conf'],
    ]);
    expect(found.files).toEqual(['a.conf', 'b']);
  });

  it('ends where files source themselves, each other, or too many', () => {
    expect(because('source = a.conf', files({ 'a.conf': '' }))).toEqual([
      'a.conf:1 This file is being read already: it would source itself.',
    ]);
    expect(because('source = b', files({ b: 'source = c', c: 'x = 1\nsource = b' }))).toEqual([
      'c:2 This file is being read already: it would source itself.',
    ]);
    const chain = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`f${n}`, `source = f${n + 1}\nsource = f${n + 1}\nx = ${n}`]),
    );
    const wide = read('source = f0', files(chain));
    expect(wide.bad.some(({ because: why }) => why.startsWith('Too many files'))).toBe(true);
    expect(wide.statements.length).toBeLessThan(2_000);
  });

  it('says where there is none', () =>
    expect(because('source = b\nsource = c')).toEqual([
      'a.conf:1 No other file is read here.',
      'a.conf:2 No other file is read here.',
    ]));
});

describe('text with holes', () => {
  const pieced = () =>
    readStatements({
      file: 'home.nix',
      pieces: [
        { kind: 'text', text: '$term = ', line: 10, column: 5 },
        { kind: 'hole', source: 'pkgs.kitty' },
        { kind: 'text', text: '/bin/kitty\nbind = SUPER, Q, exec, $term\n', line: 10, column: 30, indent: 4 },
        { kind: 'hole', source: 'cfg.more' },
        { kind: 'text', text: '\ngeneral {\n  gaps_in = 5\n  ', line: 12, column: 16, indent: 4 },
        { kind: 'hole', source: 'key' },
        { kind: 'text', text: ' = 3\n}\n', line: 14, column: 20, indent: 4 },
      ],
    });

  it('keeps the rest of the line, and says where it stands in the Nix file', () => {
    expect(
      pieced().statements.map(({ key, value, computed, at }) => [key, value, computed, at.line, at.column]),
    ).toEqual([
      ['bind', 'SUPER, Q, exec, ${pkgs.kitty}/bin/kitty', true, 11, 5],
      ['gaps_in', '5', false, 14, 7],
    ]);
  });

  it('lists lines that only other code knows', () =>
    expect(pieced().bad.map(({ text, at, why }) => [text, at.line, why])).toEqual([
      ['${cfg.more}', 12, 'computed'],
      ['${key} = 3', 15, 'computed'],
    ]));
});
