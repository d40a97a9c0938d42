import { toErrorShape } from '../../shared/contract';
import { startPracticeServer } from './practice-server';
import { startSchema } from './protocol';

function log(text: string): void {
  console.log(`${new Date().toISOString()} ${text}`);
}

/**
 * Entry of the process that serves all practice hosts. Its one argument is the JSON of {@link startSchema}; it
 * outlives whoever started it and ends by SIGTERM or when the last host was taken down.
 */
async function main(): Promise<void> {
  const start = startSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await server.close();
    process.exit(0);
  };
  const server = await startPracticeServer({ ...start, env: process.env, log, onIdle: () => void end() });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  // The terminal of the starter may close; practice hosts stay.
  process.on('SIGHUP', () => undefined);
  // What one peer sends must not take every host down.
  process.on('uncaughtException', (error) => log(`uncaught: ${error.stack ?? error.message}`));
  log(`serving at ${server.socket}`);
}

try {
  await main();
} catch (error) {
  // The starter reads the last line as the reason.
  console.log(JSON.stringify({ error: toErrorShape(error) }));
  process.exitCode = 1;
}
