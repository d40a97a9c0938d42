import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AppError,
  type Client,
  type JobEvent,
  preferencesSchema,
  type TopicEvent,
  topicSchema,
} from '../../shared/contract';
import { createJobs, type JobContext, type Jobs } from '../jobs';
import { type AppRouter, createRouter, createTopics, type Services, type Topics } from '../router';
import { resolveHome } from '../state';

const TOPICS = topicSchema.options.length;

/** A client over one carrier, and how to hang up. */
export interface Line {
  readonly client: Client;
  close(): Promise<void>;
}

/** Opens a line to `router`; `report` hears of unknown errors. */
export type OpenLine = (router: AppRouter, report: (error: unknown) => void) => Promise<Line>;

interface Bench {
  readonly jobs: Jobs;
  readonly topics: Topics;
  readonly reported: unknown[];
  readonly seen: { aborted: number };
  readonly line: Line;
}

/**
 * Services for the suite: real jobs, journal and topics; the few others that a case needs are fakes that say
 * what the case is about. Whatever no case calls is absent.
 */
function servicesFor(jobs: Jobs, topics: Topics, seen: Bench['seen']): Services {
  let preferences = preferencesSchema.parse({});
  const services: Pick<Services, 'jobs' | 'topics'> & {
    app: Partial<Services['app']>;
    fleet: Partial<Services['fleet']>;
    deploys: Partial<Services['deploys']>;
  } = {
    jobs,
    topics,
    app: {
      preferences: async () => preferences,
      setPreferences: async (change) => (preferences = { ...preferences, ...change }),
    },
    fleet: {
      async open(dir) {
        throw new AppError('not-a-flake', `There is no flake.nix in ${dir}.`, {
          hint: 'Choose another folder.',
          detail: { dir },
        });
      },
      async recent() {
        throw new Error('ENOENT: no such file, open /home/somebody/.secret');
      },
      readFacts: (_hosts, _unattended, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            seen.aborted++;
            reject(new Error('the connection was dropped'));
          });
        }),
    },
    deploys: { generations: async ({ host }) => ({ host, generations: [] }) },
  };
  const absent = { features: {}, draft: {}, practice: {}, terminals: {} };
  return { ...services, ...absent } as unknown as Services;
}

/** Work that tells of itself in two steps and then waits until it is let go or cancelled. */
function selfTest(letGo: Promise<void>) {
  return {
    kind: 'self-test' as const,
    title: 'Self-test',
    steps: [
      { id: 'first', title: 'First', weight: 1 },
      { id: 'second', title: 'Second', weight: 3 },
    ],
    async run(context: JobContext): Promise<{ answer: number }> {
      context.step('first');
      context.log('hello', 'test');
      context.step('second');
      await new Promise<void>((resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')));
        letGo.then(resolve, reject);
      });
      return { answer: 42 };
    },
  };
}

function createGate(): { opened: Promise<void>; open: () => void } {
  const events = new EventTarget();
  return {
    opened: new Promise((resolve) => events.addEventListener('open', () => resolve())),
    open: () => void events.dispatchEvent(new Event('open')),
  };
}

const logsIn = (events: readonly JobEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'log' ? [event.text] : []));

/** What every carrier must do alike: calls, feeds, jobs, cancel and errors. */
export function describeCarrier(name: string, open: OpenLine): void {
  describe(`the contract over ${name}`, () => {
    let dir: string;
    let bench: Bench;

    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'snowfleet-carrier-'));
      const jobs = createJobs({ home: resolveHome({ SNOWFLEET_HOME: dir }), version: '0.0.0' });
      const topics = createTopics();
      const reported: unknown[] = [];
      const seen = { aborted: 0 };
      const router = createRouter(servicesFor(jobs, topics, seen));
      bench = { jobs, topics, reported, seen, line: await open(router, (error) => reported.push(error)) };
    });

    afterEach(async () => {
      bench.topics.close();
      await bench.line.close();
      await bench.jobs.close();
      await rm(dir, { recursive: true, force: true });
    });

    describe('calls', () => {
      it('answer with what the core says', async () => {
        const { client } = bench.line;
        expect((await client.app.preferences()).theme).toBe('system');
        // One change leaves the others as they are.
        await client.app.setPreferences({ density: 'dense', drawerOpen: false });
        expect(await client.app.setPreferences({ theme: 'dark' })).toMatchObject({
          theme: 'dark',
          density: 'dense',
          drawerOpen: false,
          terminal: { fontSize: 13, theme: 'page' },
        });
        expect((await client.app.preferences()).theme).toBe('dark');
      });

      it('run side by side', async () => {
        const { client } = bench.line;
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, n) => client.deploys.generations({ host: `host${n}` })),
        );
        expect(answers.map((answer) => answer.host)).toEqual(
          Array.from({ length: 50 }, (_, n) => `host${n}`),
        );
      });
    });

    describe('feeds', () => {
      it('bring what is now, then what changes', async () => {
        const feed = await bench.line.client.app.changes();
        const first = new Set<string>();
        for (let n = 0; n < TOPICS; n++) {
          const { value } = await feed.next();
          first.add((value as TopicEvent).topic);
        }
        expect(first.size).toBe(TOPICS);
        bench.topics.publish('draft');
        expect((await feed.next()).value).toEqual({ topic: 'draft', revision: 1 });
        await feed.return?.();
      });

      it('end in the core when the reader breaks out', async () => {
        for await (const event of await bench.line.client.app.changes()) {
          expect(event.revision).toBe(0);
          expect(bench.topics.readers).toBe(1);
          break;
        }
        await vi.waitFor(() => expect(bench.topics.readers).toBe(0));
      });

      it('end in the core when the reader aborts', async () => {
        const abort = new AbortController();
        const feed = await bench.line.client.app.changes(undefined, { signal: abort.signal });
        for (let n = 0; n < TOPICS; n++) await feed.next();
        expect(bench.topics.readers).toBe(1);
        const pending = feed.next().then(
          (result) => (result.done === true ? 'ended' : 'more'),
          (error: unknown) => (error as AppError).code,
        );
        abort.abort();
        // A wire tells the abort as an error, the direct carrier ends the generator: both are an end.
        expect(['ended', 'cancelled']).toContain(await pending);
        await vi.waitFor(() => expect(bench.topics.readers).toBe(0));
      });
    });

    describe('jobs', () => {
      it('are followed to their result, and again by id', async () => {
        const { client } = bench.line;
        const gate = createGate();
        const job = await bench.jobs.start(selfTest(gate.opened));

        const events: JobEvent[] = [];
        for await (const event of await client.jobs.follow({ job: job.id })) {
          events.push(event);
          if (event.type === 'log') gate.open();
        }
        const last = events.at(-1);
        expect(last).toMatchObject({ type: 'result', result: { answer: 42 }, job: { state: 'done' } });
        expect(logsIn(events)).toEqual(['hello']);
        expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1));

        const again: JobEvent[] = [];
        for await (const event of await client.jobs.follow({ job: job.id, after: 1 })) again.push(event);
        expect(again).toEqual(events.slice(1));
        expect((await client.jobs.list()).map((entry) => [entry.id, entry.state])).toEqual([
          [job.id, 'done'],
        ]);
      });

      it('outlive a reader that goes away', async () => {
        const { client } = bench.line;
        const gate = createGate();
        const job = await bench.jobs.start(selfTest(gate.opened));
        for await (const event of await client.jobs.follow({ job: job.id })) if (event.type === 'log') break;
        gate.open();
        expect(await bench.jobs.result(job.id)).toEqual({ answer: 42 });
      });

      it('are cancelled by id', async () => {
        const { client } = bench.line;
        const job = await bench.jobs.start(selfTest(new Promise(() => undefined)));
        const ends: JobEvent[] = [];
        for await (const event of await client.jobs.follow({ job: job.id })) {
          if (event.type === 'log')
            expect((await client.jobs.cancel({ job: job.id })).state).toMatch(/^cancel/);
          if (event.type === 'result') ends.push(event);
        }
        expect(ends).toMatchObject([{ job: { state: 'cancelled' } }]);
      });
    });

    it('cancels a call by its signal, and the core hears of it', async () => {
      const abort = new AbortController();
      const call = bench.line.client.fleet.readFacts({}, { signal: abort.signal });
      setTimeout(() => abort.abort(), 20);
      await expect(call).rejects.toMatchObject({ name: 'AppError', code: 'cancelled' });
      await vi.waitFor(() => expect(bench.seen.aborted).toBe(1));
      expect(bench.reported).toEqual([]);
    });

    describe('errors', () => {
      it('arrive typed, with their hint and detail', async () => {
        await expect(bench.line.client.fleet.open({ dir: '/nowhere' })).rejects.toMatchObject({
          name: 'AppError',
          code: 'not-a-flake',
          message: 'There is no flake.nix in /nowhere.',
          hint: 'Choose another folder.',
          detail: { dir: '/nowhere' },
        });
      });

      it('arrive typed from within a feed', async () => {
        const feed = await bench.line.client.jobs.follow({ job: 'no-such-job' });
        await expect(feed.next()).rejects.toMatchObject({ name: 'AppError', code: 'unknown-job' });
      });

      it('say what is wrong with an input', async () => {
        const { client } = bench.line;
        await expect(client.deploys.generations({ host: '-oProxyCommand=x' })).rejects.toMatchObject({
          name: 'AppError',
          code: 'bad-host-name',
          message: expect.stringContaining('A host name has letters') as string,
        });
        await expect(client.deploys.plan({ hosts: [] })).rejects.toMatchObject({ code: 'usage' });
      });

      it('keep the words of unknown failures in the core', async () => {
        const failure: unknown = await bench.line.client.fleet.recent().catch((error: unknown) => error);
        expect(failure).toMatchObject({ name: 'AppError', code: 'internal' });
        const told = JSON.stringify((failure as AppError).toShape());
        expect(told).not.toContain('secret');
        expect(told).not.toContain('.ts:');
        expect(bench.reported).toHaveLength(1);
        expect(String(bench.reported[0])).toContain('/home/somebody/.secret');
      });
    });

    it('ends calls and feeds when the line is cut', async () => {
      const feed = await bench.line.client.app.changes();
      await feed.next();
      await bench.line.close();
      await vi.waitFor(() => expect(bench.topics.readers).toBe(0));
    });
  });
}
