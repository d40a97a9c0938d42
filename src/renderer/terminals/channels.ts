import type { Frame } from '../../shared/pipe';
import { onFrame } from '../app';

type Listener = (frame: Frame) => void;

/** Frames kept for a channel whose number the answer to `open` has not told us yet. */
const EARLY_CAP = 64;

const listeners = new Map<number, Listener>();
const early = new Map<number, Frame[]>();
let expecting = 0;
let wired = false;

/** Frames go to whoever listens to their channel. While a terminal is being opened, those of no known channel wait. */
function wire(): void {
  if (wired) return;
  wired = true;
  onFrame((frame) => {
    const listener = listeners.get(frame.channel);
    if (listener) {
      listener(frame);
      return;
    }
    if (expecting === 0) return;
    const waiting = early.get(frame.channel) ?? [];
    if (waiting.length < EARLY_CAP) early.set(frame.channel, [...waiting, frame]);
  });
}

/**
 * To be called before a terminal is asked for, so that its first bytes are not missed. Returns the function to
 * call when the answer has come and the channel is listened to.
 */
export function expectChannel(): () => void {
  wire();
  expecting += 1;
  return () => {
    expecting -= 1;
    if (expecting === 0) early.clear();
  };
}

/** Hears a channel from its first frame on. Returns the unsubscribe function. */
export function listenTo(channel: number, listener: Listener): () => void {
  wire();
  listeners.set(channel, listener);
  for (const frame of early.get(channel) ?? []) listener(frame);
  early.delete(channel);
  return () => {
    if (listeners.get(channel) === listener) listeners.delete(channel);
  };
}
