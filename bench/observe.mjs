// Loaded before the server (`node --import`): tells the bench over IPC how long its event loop was held up, and how
// large it is. No debugger is attached, which would itself hold it up.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds between two looks; what a look is late is the delay. */
const EVERY_MS = 5;

if (isMainThread && process.send) {
  const delays = monitorEventLoopDelay({ resolution: EVERY_MS });
  delays.enable();
  process.on('message', (message) => {
    if (message === 'begin') delays.reset();
    const [p99, longest] = [delays.percentile(99), delays.max].map((nanoseconds) =>
      Math.max(0, nanoseconds / 1e6 - EVERY_MS),
    );
    process.send({ p99, longest, resident: process.memoryUsage.rss() / 1e6 });
  });
  // The bench listening is no reason for the server to stay.
  process.channel?.unref();
}
