import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { quoteForRemoteShell } from './quote';

const NASTY = [
  '',
  ' ',
  "it's",
  "''",
  '"$HOME"',
  '$(touch /nope)',
  '`id`',
  'a\\b',
  'a\\\\',
  "\\'",
  'line\nbreak',
  '\ttab',
  '*',
  '~',
  '!!',
  '#no',
  '-rf',
  '--',
  'A=b',
  '{a,b}',
  'ümläut ✓',
  '; rm -rf / &',
  '%1',
  '=ls',
  'mix\'\\"$`\n!',
];

/** What the shell makes of the line: its arguments, a NUL behind each. By the shell's own printf, which starts nothing. */
function splitByShell(shell: string, line: string): string[] {
  const said = execFileSync(shell, ['-c', `printf '%s\\000' ${line}`], { encoding: 'utf8' });
  return said.split('\0').slice(0, -1);
}

describe('quoteForRemoteShell', () => {
  it.each(['/bin/sh', '/bin/bash'])('gives %s back exactly what went in', (shell) => {
    expect(splitByShell(shell, quoteForRemoteShell(NASTY))).toEqual(NASTY);
  });

  it('keeps each argument one word also alone and in first place', () => {
    for (const word of NASTY) expect(splitByShell('/bin/sh', quoteForRemoteShell([word]))).toEqual([word]);
  });

  it('never lets the first word be a keyword or an assignment', () => {
    expect(quoteForRemoteShell(['if', 'x'])).toBe("'if' x");
    expect(quoteForRemoteShell(['A=b', 'x'])).toBe("'A=b' x");
    expect(quoteForRemoteShell(['/bin/ls', '-l'])).toBe('/bin/ls -l');
    expect(quoteForRemoteShell(['nix-store', '-q'])).toBe('nix-store -q');
  });

  it('refuses what no shell can carry', () => {
    expect(() => quoteForRemoteShell(['a\0b'])).toThrow(/NUL/);
    expect(() => quoteForRemoteShell([])).toThrow(/no command/);
  });
});
