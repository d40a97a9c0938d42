import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Drive, Drives } from '../../../shared/contract';
import { judgeDrives } from '../../../shared/drives';
import { bytes } from '../../../shared/sizes';
import { readDrivesFixture, toldDrive } from '../../drives';
import type { Act, Cli } from '../cli';
import { harmless } from '../io';
import { table } from '../table';

/** The drives of this machine, and which of them an image may be written to. */
export function addDrives(program: Command, act: Act): void {
  program
    .command('drives')
    .option('--watch', 'again whenever a drive comes, goes or changes, until Ctrl-C')
    .option('--image <file>', 'judged for this image: the drive that holds it is refused')
    .option('--bytes <n>', 'what a drive must hold', wholeNumber)
    .option(
      '--fixture <file>',
      'judges the drives of a file instead: JSON of lsblk, with mounts, swaps, zfsPools, sysfs and needs beside it',
    )
    .description('drives with their verdict (offered, hidden, refused) and why')
    .action(act((cli, options: DriveOptions) => drives(cli, options)));
}

interface DriveOptions {
  readonly watch?: boolean;
  readonly image?: string;
  readonly bytes?: number;
  readonly fixture?: string;
}

async function drives(cli: Cli, options: DriveOptions): Promise<void> {
  const image = options.image === undefined ? undefined : resolve(cli.cwd, options.image);
  const size = options.bytes;
  if (options.fixture !== undefined) return fixture(cli, options.fixture, image, size);
  const wish = { ...(image === undefined ? {} : { image }), ...(size === undefined ? {} : { bytes: size }) };
  await cli.withoutFleet(async ({ client }) => {
    if (options.watch !== true) return show(cli, await client.drives.list(wish, { signal: cli.signal }));
    for await (const answer of await client.drives.watch(wish, { signal: cli.signal })) show(cli, answer);
  });
}

/** Needs no machine: neither lsblk nor the kernel is asked. */
async function fixture(
  cli: Cli,
  file: string,
  image: string | undefined,
  size: number | undefined,
): Promise<void> {
  const { machine, needs } = await readDrivesFixture(
    resolve(cli.cwd, file),
    cli.env['SNOWFLEET_ALLOW_LOOP'] === '1',
  );
  const judged = judgeDrives(machine, {
    ...needs,
    image: image ?? needs.image,
    imageBytes: size ?? needs.imageBytes,
  });
  show(cli, { drives: judged.map(toldDrive), live: 'once', problem: null, readAt: new Date().toISOString() });
}

function show(cli: Cli, answer: Drives): void {
  if (cli.io.json) return cli.io.document(answer);
  if (answer.problem !== null) cli.io.say(answer.problem.message);
  if (answer.drives.length === 0) return cli.io.say('There is no drive.');
  cli.io.print(
    table(
      ['DRIVE', 'SIZE', 'NAME', 'SERIAL', 'VERDICT', 'WHY'],
      answer.drives.map((drive) => [
        drive.path,
        drive.bytes === 0 ? '' : bytes(drive.bytes),
        harmless(drive.title),
        harmless(drive.serial ?? ''),
        drive.verdict,
        harmless(why(drive)),
      ]),
    ),
  );
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a size is a whole number of bytes.');
}

function why({ words, cautions, verdict }: Drive): string {
  const told = words.length > 0 ? words : cautions.map((caution) => caution.words);
  return told.length === 0 && verdict === 'offered' ? '' : told.join('. ');
}
