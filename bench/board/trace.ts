import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];

/** Names of what Chromium's main thread does that is script, style or layout. */
const SCRIPT = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FireIdleCallback',
  'FunctionCall',
  'RunMicrotasks',
  'TimerFire',
  'v8.callFunction',
]);
const STYLE_AND_LAYOUT = new Set(['Layout', 'RecalculateStyles', 'UpdateLayoutTree']);

const event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Microseconds of one clock. */
  ts: z.number().default(0),
  dur: z.number().default(0),
  /** The part of `dur` in which the thread had a processor. */
  tdur: z.number().default(0),
  args: z.record(z.string(), z.unknown()).default({}),
});
type TraceEvent = z.infer<typeof event>;
const traceFile = z.object({ traceEvents: z.array(event) });

/** What Chromium's own trace says of a stretch of time; all in milliseconds. */
export interface Trace {
  /** Script, style and layout of the main thread for each frame that was painted. */
  readonly frames: readonly number[];
  /** The longest task of the main thread. */
  readonly longestTask: number;
  /** The most processor time of one task of the main thread: what others on the machine do does not lengthen it. */
  readonly busiestTask: number;
  /** From the first event of the type (such as `keydown`) to the end of the paint after the last mark of that name. */
  fromEventToPaint(type: string, mark: string): number;
}

/** Records what the page does during an action. */
export async function traced(browser: Browser, page: Page, action: () => Promise<void>): Promise<Trace> {
  await browser.startTracing(page, { categories: CATEGORIES });
  let recorded: Buffer;
  try {
    await action();
  } finally {
    recorded = await browser.stopTracing();
  }
  return readTrace(traceFile.parse(JSON.parse(recorded.toString())).traceEvents);
}

function readTrace(events: readonly TraceEvent[]): Trace {
  const main = mainThread(events);
  const tasks = main.filter(({ name }) => name === 'RunTask');
  const isPaint = ({ name }: TraceEvent): boolean => name === 'Commit';
  return {
    frames: framesOf(main, isPaint),
    longestTask: Math.max(0, ...tasks.map(({ dur }) => dur / 1000)),
    busiestTask: Math.max(0, ...tasks.map(({ tdur }) => tdur / 1000)),
    fromEventToPaint(type, mark) {
      const begun = main.find(({ name, args }) => name === 'EventDispatch' && typeOf(args) === type);
      const marked = events.findLast(({ name }) => name === mark);
      const painted = main.find((one) => isPaint(one) && marked !== undefined && one.ts >= marked.ts);
      if (!begun || !painted) throw new Error(`the trace has no ${type} that led to a paint of ${mark}`);
      return (painted.ts + painted.dur - begun.ts) / 1000;
    },
  };
}

function typeOf(args: TraceEvent['args']): unknown {
  return z.object({ type: z.string() }).safeParse(args['data']).data?.type;
}

/** Complete events of the main thread of the page that did most, in the order of time. */
function mainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const threads = events.filter(
    ({ name, args }) => name === 'thread_name' && args['name'] === 'CrRendererMain',
  );
  const byThread = threads.map(({ pid, tid }) =>
    events.filter((one) => one.pid === pid && one.tid === tid && one.ph === 'X'),
  );
  const [busiest] = byThread.toSorted((a, b) => b.length - a.length);
  return (busiest ?? []).toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
}

/** Sums of outermost script, style and layout between one paint and the next. */
function framesOf(main: readonly TraceEvent[], isPaint: (one: TraceEvent) => boolean): number[] {
  const frames: number[] = [];
  let spent = 0;
  let coveredUntil = 0;
  for (const one of main) {
    if (isPaint(one)) {
      frames.push(spent / 1000);
      spent = 0;
    } else if (SCRIPT.has(one.name) || STYLE_AND_LAYOUT.has(one.name)) {
      const end = one.ts + one.dur;
      if (end > coveredUntil) spent += end - Math.max(one.ts, coveredUntil);
      coveredUntil = Math.max(coveredUntil, end);
    }
  }
  return frames;
}

/** The value that so many of a hundred do not exceed; 0 of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
