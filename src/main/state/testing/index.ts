import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { resolveHome, type Home } from '../index';

/** For tests: a home of its own that is removed when the test ends. */
export async function temporaryHome(): Promise<{ home: Home; env: { SNOWFLEET_HOME: string } }> {
  const root = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const env = { SNOWFLEET_HOME: root };
  return { home: resolveHome(env), env };
}
