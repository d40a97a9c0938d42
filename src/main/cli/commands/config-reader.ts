import { createConfigReader, type ConfigReader } from '../../desktop';
import { createWorkerPool } from '../../workers';

/** Runs what reads configurations; the thread it takes ends with it. */
export async function withConfigReader<T>(body: (reader: ConfigReader) => Promise<T>): Promise<T> {
  const pool = createWorkerPool({ size: 1 });
  try {
    return await body(createConfigReader((request, how) => pool.run('read-config', request, how)));
  } finally {
    await pool.close();
  }
}
