import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type Drive, type Drives, fromErrorShape } from '../../../shared/contract';
import { judgeDrives } from '../../../shared/drives';
import { bytes } from '../../../shared/sizes';
import { readDrivesFixture, toldDrive } from '../../drives';
import type { Act, Answer, Cli } from '../cli';
import { exitCodeOfError } from '../exit-codes';
import { followJob } from '../follow-job';
import { harmless, printError } from '../io';
import { table } from '../table';

/** The drives of this machine, and which of them an image may be written to. */
export function addDrives(program: Command, act: Act): void {
  const drives = program
    .command('drives')
    .option('--watch', 'again whenever a drive comes, goes or changes, until Ctrl-C')
    .option('--image <file>', 'judged for this image: the drive that holds it is refused')
    .option('--bytes <n>', 'what a drive must hold', wholeNumber)
    .option(
      '--fixture <file>',
      'judges the drives of a file instead: JSON of lsblk, with mounts, swaps, zfsPools, sysfs and needs beside it',
    )
    .description('drives with their verdict (offered, hidden, refused) and why')
    .action(act((cli, options: DriveOptions) => list(cli, options)));

  drives
    .command('eject')
    .argument('<drive>', '/dev/NAME')
    .description('unmounts an offered drive and makes it safe to pull out')
    .action(act((cli, drive: string) => eject(cli, drive)));

  drives
    .command('restore')
    .argument('<drive>', '/dev/NAME')
    .option('--confirm <token>', 'erase it: the drive’s serial, or its path where it has none')
    .description('leaves one empty FAT32 partition on a drive, so that it takes files again')
    .action(act((cli, drive: string, options: { confirm?: string }) => restore(cli, drive, options.confirm)));
}

interface DriveOptions {
  readonly watch?: boolean;
  readonly image?: string;
  readonly bytes?: number;
  readonly fixture?: string;
}

async function list(cli: Cli, options: DriveOptions): Promise<void> {
  const image = options.image === undefined ? undefined : resolve(cli.cwd, options.image);
  const size = options.bytes;
  if (options.fixture !== undefined) return fixture(cli, options.fixture, image, size);
  const wish = { ...(image === undefined ? {} : { image }), ...(size === undefined ? {} : { bytes: size }) };
  await cli.withoutFleet(async ({ client }) => {
    if (options.watch !== true) return show(cli, await client.drives.list(wish, { signal: cli.signal }));
    for await (const answer of await client.drives.watch(wish, { signal: cli.signal })) show(cli, answer);
  });
}

function eject(cli: Cli, drive: string): Answer {
  return cli.withoutFleet(async ({ client }) => {
    const answer = await client.drives.eject({ path: resolve(cli.cwd, drive) }, { signal: cli.signal });
    if (cli.io.json) cli.io.document(answer);
    else cli.io.print(harmless(answer.words));
  });
}

function restore(cli: Cli, drive: string, confirm: string | undefined): Answer {
  return cli.withoutFleet(async ({ client }) => {
    const path = resolve(cli.cwd, drive);
    const { job } = await client.images.restore({ drive: path, confirm: confirm ?? '' });
    const followed = await followJob(client, job, cli.io, cli.interrupts, { events: true });
    if (followed.error !== null) {
      printError(cli.io, followed.error, { type: 'result', ok: false });
      return exitCodeOfError(fromErrorShape(followed.error).code);
    }
    if (cli.io.json) cli.io.document({ type: 'result', ok: true, drive: path });
    else cli.io.print(`${path} is empty and takes files.`);
    return 0;
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
