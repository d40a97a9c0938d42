import { setTimeout as sleep } from 'node:timers/promises';
import { runProcess } from '../../process';
import { resolveHome } from '../../state';
import { createJobs } from '../index';

const [mode, argument = ''] = process.argv.slice(2);
const jobs = createJobs({ home: resolveHome(process.env), version: '0-child' });
const step = { id: 'only', title: 'Only', weight: 1 };
const spec = {
  kind: 'self-test',
  title: 'A child’s job',
  hosts: ['a'],
  locks: ['host:a'],
  steps: [step],
} as const;

switch (mode) {
  // Runs a program that would go on for ever; `stubborn` ones do not hear the first request to end.
  case 'endless':
  case 'stubborn': {
    const script =
      mode === 'stubborn' ? 'trap "" TERM; echo $$; while :; do sleep 0.05; done' : 'echo $$; sleep 300';
    const job = await jobs.start({
      ...spec,
      run: async (context) => {
        context.step('only');
        await runProcess(['sh', '-c', script], {
          signal: context.signal,
          killGraceMs: 120_000,
          onStdoutLine: (line) => context.log(line, 'sh'),
        });
      },
    });
    console.log(job.id);
    await jobs.result(job.id).catch(() => undefined);
    break;
  }
  // Says `argument` lines, slowly at first, and returns their number.
  case 'count': {
    const job = await jobs.start({
      ...spec,
      run: async (context) => {
        context.step('only');
        for (let i = 1; i <= Number(argument); i += 1) {
          context.log(`line ${i}`);
          if (i <= 20) await sleep(20);
        }
        return { lines: Number(argument) };
      },
    });
    console.log(job.id);
    await jobs.result(job.id);
    break;
  }
  // Cancels a job of another process and says what that answered.
  case 'cancel':
    console.log((await jobs.cancel(argument)).state);
    break;
  default:
    throw new Error(`unknown mode ${mode}`);
}
await jobs.close();
