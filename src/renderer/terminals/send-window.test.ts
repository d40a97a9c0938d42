import { describe, expect, it } from 'vitest';
import { createSendWindow } from './send-window';

function harness(room: number) {
  const sent: number[] = [];
  const bytes: number[] = [];
  const window = createSendWindow(room, (piece) => {
    sent.push(piece.length);
    bytes.push(...piece);
  });
  return { window, sent, bytes };
}

describe('createSendWindow', () => {
  it('sends small input at once', () => {
    const { window, sent } = harness(100);
    window.send(Uint8Array.of(1, 2, 3));
    expect(sent).toEqual([3]);
  });

  it('stops at the window and goes on with what is acknowledged, in order and complete', () => {
    const { window, bytes } = harness(10);
    const input = Uint8Array.from({ length: 25 }, (_, index) => index);
    window.send(input);
    expect(bytes).toHaveLength(10);
    expect(window.waiting).toBe(15);
    window.send(Uint8Array.of(99));
    window.acknowledge(4);
    expect(bytes).toHaveLength(14);
    window.acknowledge(10);
    window.acknowledge(10);
    expect(bytes).toEqual([...input, 99]);
    expect(window.waiting).toBe(0);
  });

  it('cuts a large paste into pieces', () => {
    const { window, sent } = harness(512 * 1024);
    window.send(new Uint8Array(40 * 1024));
    expect(sent).toEqual([16 * 1024, 16 * 1024, 8 * 1024]);
  });

  it('does not grow its room by acknowledgements nobody owes', () => {
    const { window, bytes } = harness(5);
    window.acknowledge(1000);
    window.send(new Uint8Array(20));
    expect(bytes).toHaveLength(5);
  });
});
