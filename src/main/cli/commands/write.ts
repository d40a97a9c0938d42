import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError, fromErrorShape, sha256Schema, writeResultSchema } from '../../../shared/contract';
import { bytes } from '../../../shared/sizes';
import type { Act, Answer, Cli } from '../cli';
import { exitCodeOfError } from '../exit-codes';
import { followJob } from '../follow-job';
import { printError } from '../io';

interface WriteOptions {
  readonly confirm?: string;
  readonly checksum?: string;
}

/** Writing an image to a drive. */
export function addWrite(program: Command, act: Act): void {
  program
    .command('write')
    .argument('<image>', 'iso, img or raw, also packed as gz, xz or zst')
    .argument('<drive>', '/dev/NAME or a link to it; see `drives`')
    .option('--confirm <token>', 'erase it: the drive’s serial, or its path where it has none')
    .option(
      '--checksum <sha256>',
      'of the image file; else that of IMAGE.sha256 beside it, where there is one',
    )
    .description('writes an image to a drive and proves it; erases the drive. Ctrl-C cancels')
    .action(
      act((cli, image: string, drive: string, options: WriteOptions) => write(cli, image, drive, options)),
    );
}

function write(cli: Cli, image: string, drive: string, options: WriteOptions): Answer {
  return cli.withoutFleet(async ({ client }) => {
    const { job } = await client.images.write({
      image: resolve(cli.cwd, image),
      drive: await realpath(resolve(cli.cwd, drive)).catch(() => resolve(cli.cwd, drive)),
      confirm: options.confirm ?? '',
      ...(options.checksum === undefined ? {} : { sha256: checksumOf(options.checksum) }),
    });
    const followed = await followJob(client, job, cli.io, cli.interrupts, { events: true });
    if (followed.error !== null) {
      printError(cli.io, followed.error, { type: 'result', ok: false });
      return exitCodeOfError(fromErrorShape(followed.error).code);
    }
    const result = writeResultSchema.parse(followed.result);
    if (cli.io.json) cli.io.document({ type: 'result', ...result });
    else {
      cli.io.print(`${result.drive} holds ${result.image}, read back and equal.`);
      cli.io.say(`${bytes(result.bytes)} in ${result.seconds.toFixed(1)} s, SHA-256 ${result.sha256}`);
    }
    return 0;
  });
}

function checksumOf(text: string): string {
  const sha256 = sha256Schema.safeParse(text.toLowerCase());
  if (sha256.success) return sha256.data;
  throw new AppError('usage', 'A checksum is a SHA-256: 64 hexadecimal digits.', {
    hint: 'It is what `sha256sum IMAGE` prints first.',
  });
}
