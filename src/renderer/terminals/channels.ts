import type { Frame } from '../../shared/pipe';
import { onFrame } from '../app';

type Listener = (frame: Frame) => void;

/** Bytes kept for a channel whose number the answer to `open` has not told us yet. */
const EARLY_CAP = 256;

const listeners = new Map<number, Listener>();
const early = new Map<number, Frame[]>();
let wired = false;

/** Frames of all channels go to whoever listens; those that come before their channel is known wait for it. */
function wire(): void {
  if (wired) return;
  wired = true;
  onFrame((frame) => {
    const listener = listeners.get(frame.channel);
    if (listener) {
      listener(frame);
      return;
    }
    const waiting = early.get(frame.channel) ?? [];
    if (waiting.length < EARLY_CAP) early.set(frame.channel, [...waiting, frame]);
  });
}

/** To be called before a terminal is asked for, so that its first bytes are not missed. */
export function expectChannels(): void {
  wire();
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

/** A new connection numbers its channels anew. */
export function forgetEarly(): void {
  early.clear();
}
