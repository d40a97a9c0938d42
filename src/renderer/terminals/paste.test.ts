import { describe, expect, it } from 'vitest';
import { asksFirst, cleanPaste } from './paste';

describe('cleanPaste', () => {
  it('leaves plain text, tabs and letters of any script alone', () => {
    const text = 'git log --oneline\t# Grüße, 日本語 👩‍💻';
    expect(cleanPaste(text)).toEqual({ text, removed: 0, lines: 1 });
  });

  it('takes out what could end a bracketed paste, or steer the terminal', () => {
    const smuggled = 'ls\u001b[201~; rm -rf ~\r\n\u009b201~\u0003\u0007\u007f';
    expect(cleanPaste(smuggled)).toEqual({ text: 'ls[201~; rm -rf ~\n201~', removed: 5, lines: 2 });
    const all = String.fromCharCode(...Array.from({ length: 160 }, (_, code) => code));
    expect(cleanPaste(all).text).toBe(`\t\n\n${all.slice(32, 127)}`);
  });

  it('takes out marks that turn the reading order', () => {
    expect(cleanPaste('echo \u202Egnp.exe\u2066').text).toBe('echo gnp.exe');
  });

  it('counts lines as a person does', () => {
    expect(cleanPaste('').lines).toBe(0);
    expect(cleanPaste('one\n').lines).toBe(1);
    expect(cleanPaste('one\r\ntwo\rthree\u2028four').lines).toBe(4);
    expect(cleanPaste('\n\n').lines).toBe(2);
  });
});

describe('asksFirst', () => {
  it.each([
    ['one', false, true, false],
    ['one\n', false, true, true],
    ['one\n', true, true, false],
    ['one\ntwo', true, true, true],
    ['one\ntwo', true, false, false],
    ['one\n', false, false, false],
    ['one\u001b', true, false, true],
    ['\u001b', false, true, false],
  ])('%j, bracketed %s, warns %s: %s', (text, bracketed, warns, asks) => {
    expect(asksFirst(cleanPaste(text), bracketed, warns)).toBe(asks);
  });
});
