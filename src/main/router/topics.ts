import { type Topic, type TopicEvent, topicSchema } from '../../shared/contract';

/** The bus behind `app.changes`: services say what changed, readers ask again for what they show of it. */
export interface Topics {
  publish(topic: Topic): void;
  /** First event at once for each topic; changes faster than a reader reads are told once. */
  follow(signal?: AbortSignal): AsyncGenerator<TopicEvent>;
  /** Readers that are following now. */
  readonly readers: number;
  /** Ends every reader. */
  close(): void;
}

interface Reader {
  readonly pending: Set<Topic>;
  wake: () => void;
}

export function createTopics(): Topics {
  const revisions = new Map<Topic, number>(topicSchema.options.map((topic) => [topic, 0]));
  const readers = new Set<Reader>();
  const closing = new AbortController();

  async function* follow(signal?: AbortSignal): AsyncGenerator<TopicEvent> {
    const reader: Reader = { pending: new Set(topicSchema.options), wake: () => undefined };
    const ends = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
    const wake = (): void => reader.wake();
    ends.addEventListener('abort', wake);
    readers.add(reader);
    try {
      while (!ends.aborted) {
        const [topic] = reader.pending;
        if (topic === undefined) {
          await new Promise<void>((resolve) => {
            reader.wake = resolve;
          });
          continue;
        }
        reader.pending.delete(topic);
        yield { topic, revision: revisions.get(topic) ?? 0 };
      }
    } finally {
      ends.removeEventListener('abort', wake);
      readers.delete(reader);
    }
  }

  return {
    publish(topic) {
      revisions.set(topic, (revisions.get(topic) ?? 0) + 1);
      for (const reader of readers) {
        reader.pending.add(topic);
        reader.wake();
      }
    },
    follow,
    get readers() {
      return readers.size;
    },
    close: () => closing.abort(),
  };
}
