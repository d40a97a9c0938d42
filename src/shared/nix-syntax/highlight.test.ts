import { describe, expect, it } from 'vitest';
import { highlightNix, plainLines } from './highlight';

const source = `# one
{ lib, ... }:
{
  imports = [ ./a/\${x}/b.nix <nixpkgs> ];
  services.nginx.enable = lib.mkForce true;
  text = ''
    a \${toString 3}
  '';
}`;
const lines = highlightNix(source);
const kindOf = (word: string, line: number) =>
  lines[line - 1]?.find((span) => span.text.trim() === word)?.kind;

describe('highlightNix', () => {
  it('loses no character and ends lines where they end', () => {
    expect(lines.map((line) => line.map((span) => span.text).join('')).join('\n')).toBe(source);
  });

  it('tells names, values, strings and paths apart', () => {
    expect(kindOf('# one', 1)).toBe('comment');
    expect(lines[4]?.filter((span) => span.kind === 'name').map((span) => span.text)).toEqual([
      'services',
      'nginx',
      'enable',
    ]);
    expect(kindOf('true', 5)).toBe('builtin');
    expect(kindOf('./a/', 4)).toBe('path');
    expect(kindOf('<nixpkgs>', 4)).toBe('path');
    expect(kindOf('a', 7)).toBe('string');
    expect(kindOf('3', 7)).toBe('number');
  });

  it('colours what does not parse', () => {
    const broken = 'let x = ; in }{ "open\nstill ${';
    const spans = highlightNix(broken);
    expect(spans.map((line) => line.map((span) => span.text).join('')).join('\n')).toBe(broken);
    expect(spans[0]?.[0]).toEqual({ kind: 'keyword', text: 'let' });
  });

  it('leaves carriage returns out', () => {
    expect(highlightNix('a = 1;\r\nb = "x\r\ny";').map((line) => line.map((s) => s.text).join(''))).toEqual([
      'a = 1;',
      'b = "x',
      'y";',
    ]);
    expect(plainLines('a\r\n\nb')).toEqual([
      [{ kind: 'plain', text: 'a' }],
      [],
      [{ kind: 'plain', text: 'b' }],
    ]);
  });
});
