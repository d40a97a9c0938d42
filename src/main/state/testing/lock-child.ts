import { closeSync, openSync, unlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAppError } from '../../../shared/contract';
import { acquireLock, document, resolveHome } from '../index';

const [mode, argument = ''] = process.argv.slice(2);
const home = resolveHome(process.env);

async function once(line: string): Promise<void> {
  for await (const chunk of process.stdin) if (String(chunk).includes(line)) return;
}

switch (mode) {
  // Takes the lock once and keeps it until killed.
  case 'hold':
    await acquireLock(home, 'host:a', { purpose: 'a test' });
    console.log('held');
    setInterval(() => undefined, 1000);
    break;
  // Waits for the word, makes one attempt, and keeps what it got until told to go.
  case 'race':
    console.log('ready');
    await once('go');
    try {
      await acquireLock(home, 'host:a');
      console.log('won');
    } catch (error) {
      console.log(isAppError(error, 'busy') ? 'busy' : `failed ${String(error)}`);
    }
    await sleep(1500);
    break;
  // Enters a section that tolerates no company, again and again; dies inside it every so often.
  case 'contend': {
    const marker = `${home.state}/inside`;
    for (let round = 0; round < Number(argument); round += 1) {
      const lock = await acquireLock(home, 'host:a', { waitMs: 30_000 });
      closeSync(openSync(marker, 'wx'));
      await sleep(Math.random() * 3);
      unlinkSync(marker);
      if (Math.random() < 0.1) process.kill(process.pid, 'SIGKILL');
      await lock.release();
    }
    console.log('fine');
    break;
  }
  case 'count': {
    const counter = document(home, 'counter', z.object({ n: z.number() }), { n: 0 });
    for (let round = 0; round < Number(argument); round += 1) await counter.update(({ n }) => ({ n: n + 1 }));
    break;
  }
  default:
    throw new Error(`unknown mode ${mode}`);
}
