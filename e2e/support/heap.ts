import type { Page } from '@playwright/test';

/** Whether a text, as it is or in base 64, is anywhere in what the page's scripts hold after a garbage collection. */
export async function isInHeap(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const heap = chunks.join('');
  // Base 64 of a part whose place in the whole does not shift its letters.
  const inside = Buffer.from(text).toString('base64').replaceAll('=', '').slice(4, -4);
  return heap.includes(text) || heap.includes(inside);
}
