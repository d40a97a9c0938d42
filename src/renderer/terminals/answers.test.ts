import { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { cleanTitle, isAnswer } from './answers';

describe('isAnswer', () => {
  it('knows every answer that the terminal gives of itself', async () => {
    const terminal = new Terminal({ allowProposedApi: true });
    const answers: string[] = [];
    terminal.onData((sent) => answers.push(sent));
    const asked = [
      '[c',
      '[>c',
      '[5n',
      '[6n',
      '[?6n',
      '[?1$p',
      '[4$p',
      'P$qm\u001b\\',
      ']10;?\u0007',
      ']4;1;?\u001b\\',
      '[>q',
    ];
    await new Promise<void>((resolve) =>
      terminal.write(asked.map((one) => `\u001b${one}`).join(''), resolve),
    );
    expect(answers.length).toBeGreaterThanOrEqual(7);
    expect(answers.filter((one) => !isAnswer(one))).toEqual([]);
    terminal.dispose();
  });

  it.each(['\u001b[<0;10;5M', '\u001b[<0;10;5m', '\u001b[M !!', '\u001b[I', '\u001b[O'])(
    'mouse and focus: %j',
    (sent) => {
      expect(isAnswer(sent)).toBe(true);
    },
  );

  it.each([
    'a',
    '\r',
    '\u0003',
    '\u001b',
    '\u001b[A',
    '\u001bOP',
    '\u001b[3~',
    '\u001b[1;5C',
    '\u001b[200~text\u001b[201~',
    '\u001bc',
    'é',
  ])('a key or a paste: %j', (sent) => expect(isAnswer(sent)).toBe(false));
});

describe('cleanTitle', () => {
  it('is one line without what cannot be seen', () => {
    expect(cleanTitle('vim\r\n\u001b[31m\u0007 notes\u202Etxt\u009b')).toBe('vim [31m notestxt');
    expect(cleanTitle('x'.repeat(10_000_000))).toHaveLength(120);
    expect(cleanTitle('  ')).toBe('');
  });
});
