import { useEffect, useState } from 'react';
import { type Drives, type ErrorShape, toErrorShape } from '../../shared/contract';
import { client, tell, useConnection } from '../app';

/** What is known of the drives at this instant. */
export interface DrivesNow {
  /** The last answer, also while another is waited for; null before the first. */
  readonly told: Drives | null;
  /** Why nobody tells of drives. */
  readonly error: ErrorShape | null;
}

/** The drives, live, judged for an image. */
export function useDrives(image: string | null, bytes: number | null): DrivesNow {
  const epoch = useConnection((state) => state.epoch);
  const [now, setNow] = useState<DrivesNow>({ told: null, error: null });
  useEffect(() => {
    // Each connection has a feed of its own.
    if (epoch === 0) return undefined;
    const leave = new AbortController();
    const { signal } = leave;
    void (async () => {
      let before: Drives | null = null;
      const wish = { ...(image === null ? {} : { image }), ...(bytes === null ? {} : { bytes }) };
      try {
        for await (const told of await client.drives.watch(wish, { signal })) {
          if (signal.aborted) return;
          if (before !== null) tellNews(before, told);
          before = told;
          setNow({ told, error: null });
        }
      } catch (error) {
        if (!signal.aborted) setNow((old) => ({ ...old, error: toErrorShape(error) }));
      }
    })();
    return () => leave.abort();
  }, [image, bytes, epoch]);
  return now;
}

/** Says what came and went, for those who do not see the list. */
function tellNews(before: Drives, now: Drives): void {
  const offered = ({ drives }: Drives) => drives.filter(({ verdict }) => verdict === 'offered');
  const are = new Set(now.drives.map(({ path }) => path));
  const were = new Set(before.drives.map(({ path }) => path));
  for (const drive of offered(now)) {
    if (!were.has(drive.path)) tell(`${drive.title}, ${drive.path}, was plugged in`);
  }
  for (const drive of offered(before)) {
    if (!are.has(drive.path)) tell(`${drive.title}, ${drive.path}, is gone`);
  }
}
