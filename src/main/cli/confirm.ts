import { createInterface } from 'node:readline/promises';
import { AppError } from '../../shared/contract';
import type { Cli } from './cli';

/** Asks at a terminal; elsewhere only `--yes` will do. Throws `usage` or `cancelled`. */
export async function confirm(cli: Cli, yes: boolean | undefined, what: string): Promise<void> {
  if (yes === true) return;
  if (!cli.io.isInteractive) {
    throw new AppError('usage', `This would ${what}; nobody can be asked here.`, {
      hint: 'Say --yes to go on without asking.',
    });
  }
  const asker = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asker.question(`${what}? [y/N] `, { signal: cli.signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw new AppError('cancelled', 'Nothing was done.');
  } finally {
    asker.close();
  }
}
