import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNixLine, plainText } from './internal-json';

const recorded = (name: string): string[] =>
  readFileSync(new URL(`testing/nix-${name}.log`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');

describe('parseNixLine', () => {
  it('keeps ids apart that a double cannot', () => {
    const lines = [18014394214514689n, 18014394214514688n].map((id) => {
      const event = parseNixLine(`@nix {"action":"stop","id":${id}}`);
      return event?.kind === 'stop' ? event.id : null;
    });
    expect(lines).toEqual(['18014394214514689', '18014394214514688']);
  });

  it('takes ids and parents from the top level only, not from text that looks like them', () => {
    const event = parseNixLine(
      '@nix {"action":"start","text":"say \\"id\\":12, {\\"id\\":13}","fields":["\\"id\\":5"],"id":18014394214514689,"parent":18014394214514691,"level":3,"type":105}',
    );
    expect(event).toMatchObject({
      kind: 'start',
      id: '18014394214514689',
      parent: '18014394214514691',
      text: 'say "id":12, {"id":13}',
      fields: ['"id":5'],
    });
  });

  it('reads phases, log lines and totals', () => {
    expect(parseNixLine('@nix {"action":"result","fields":["buildPhase"],"id":7,"type":104}')).toEqual({
      kind: 'phase',
      id: '7',
      phase: 'buildPhase',
    });
    expect(parseNixLine('@nix {"action":"result","fields":[3,7,1,0],"id":7,"type":105}')).toEqual({
      kind: 'progress',
      id: '7',
      done: 3,
      expected: 7,
      running: 1,
      failed: 0,
    });
    expect(
      parseNixLine(
        '@nix {"action":"result","fields":["\\u001b[1mbold\\u001b[0m\\u0001\\r"],"id":7,"type":101}',
      ),
    ).toEqual({ kind: 'log', id: '7', text: 'bold' });
  });

  it('passes over what it does not know and never throws', () => {
    expect(parseNixLine('@nix {"action":"surprise","id":1}')).toBeNull();
    expect(parseNixLine('@nix {"action":"result","id":1,"type":4711}')).toBeNull();
    expect(parseNixLine('@nix {"action":"start","id":1,"type":4711}')).toMatchObject({
      type: 'other',
      fields: [],
    });
    expect(parseNixLine('@nix {"action":')).toEqual({ kind: 'text', text: '@nix {"action":' });
    expect(parseNixLine('@nix null')).toBeNull();
    expect(parseNixLine('')).toBeNull();
  });

  it('takes other lines as text', () => {
    expect(parseNixLine('\u001b[31mssh: connect to host a port 22: Connection refused\u001b[0m\r')).toEqual({
      kind: 'text',
      text: 'ssh: connect to host a port 22: Connection refused',
    });
  });

  it.each([
    '2.8-good',
    '2.26-good',
    '2.34-good',
    '2.8-needs',
    '2.26-needs',
    '2.34-needs',
    '2.8-copy',
    '2.26-copy',
  ])('understands every line recorded from Nix %s', (name) => {
    const kinds = recorded(name).map((line) => parseNixLine(line)?.kind);
    expect(kinds).not.toContain(undefined);
    expect(kinds).not.toContain('text');
    expect(kinds).toContain('start');
  });
});

describe('plainText', () => {
  it('removes colours, titles and control bytes, and keeps tabs, newlines and letters', () => {
    expect(plainText('\u001b[31;1merror:\u001b[0m é\t\u001b]0;title\u0007x\u0000\n\u001b(By')).toBe(
      'error: é\tx\nBy',
    );
    expect(plainText('cut \u001b[3')).toBe('cut ');
  });
});
