import { create } from 'zustand';
import { createClient } from '../../shared/carrier';
import { AppError, type Client } from '../../shared/contract';
import type { Frame } from '../../shared/pipe';
import { openCarrier, type Carrier } from './carrier';

type Status = 'connecting' | 'open' | 'lost';

/** How the page stands with its core. `epoch` counts connections, so feeds know when to begin again. */
export const useConnection = create<{ status: Status; epoch: number }>(() => ({
  status: 'connecting',
  epoch: 0,
}));

/** Longest a call waits for a lost connection before it says so. */
const CALL_WAIT_MS = 8000;
const BACKOFF_MS = [300, 600, 1200, 2500, 5000];

let carrier: Carrier | null = null;
const waiting = new Set<() => void>();
const frameListeners = new Set<(frame: Frame) => void>();

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Connects and keeps connected for as long as the page lives. */
export async function keepConnected(): Promise<never> {
  let failures = 0;
  for (;;) {
    try {
      const next = await openCarrier();
      failures = 0;
      carrier = next;
      next.pipe.onFrame((frame) => {
        for (const listener of frameListeners) listener(frame);
      });
      const gone = new Promise<void>((resolve) => next.onClose(resolve));
      useConnection.setState((old) => ({ status: 'open', epoch: old.epoch + 1 }));
      for (const wake of waiting) wake();
      waiting.clear();
      await gone;
    } catch {
      failures += 1;
    }
    carrier = null;
    useConnection.setState({ status: 'lost' });
    await pause(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 5000);
  }
}

function ready(): Promise<Carrier> {
  if (carrier) return Promise.resolve(carrier);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(wake);
      reject(
        new AppError('unreachable', 'Snowfleet does not answer.', {
          hint: 'The page keeps trying. If Snowfleet was ended, start it again.',
        }),
      );
    }, CALL_WAIT_MS);
    const wake = (): void => {
      clearTimeout(timer);
      if (carrier) resolve(carrier);
    };
    waiting.add(wake);
  });
}

/** The contract, over whichever carrier is open. Every refusal is an AppError. */
export const client: Client = createClient({
  async call(path, input, options) {
    return (await ready()).link.call(path, input, options);
  },
});

/** Sends on the present pipe; dropped while there is none, since its channels have ended with it. */
export function sendFrame(frame: Frame): void {
  carrier?.pipe.send(frame);
}

/** Listens to frames of every pipe this page will have. Returns the unsubscribe function. */
export function onFrame(listener: (frame: Frame) => void): () => void {
  frameListeners.add(listener);
  return () => frameListeners.delete(listener);
}
