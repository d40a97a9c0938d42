import type { Command } from 'commander';
import { fromErrorShape, type Image } from '../../../shared/contract';
import { bytes } from '../../../shared/sizes';
import type { Act, Answer, Cli } from '../cli';
import { exitCodeOfError } from '../exit-codes';
import { followJob } from '../follow-job';
import { printError } from '../io';
import { table } from '../table';
import { addNewcomers } from './newcomers';

/** Installer images of the fleet. */
export function addImages(program: Command, act: Act): void {
  const images = program.command('images').description('installer images: what is built, and building one');

  images
    .command('list')
    .description('images of the fleet: of each host, of kinds of hardware, and the practice image')
    .action(act((cli) => list(cli)));

  images
    .command('build')
    .argument('<name>', 'as `images list` names it')
    .description('builds an image; its checksum and block map lie beside it')
    .action(act((cli, name: string) => build(cli, name)));

  addNewcomers(images, act);
}

function list(cli: Cli): Answer {
  return cli.withFleet(async ({ client }) => {
    const answer = await client.images.list(undefined, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    cli.io.print(
      table(
        ['IMAGE', 'HOST', 'STATE', 'SIZE', 'BUILT', 'FILE'],
        answer.images.map((image) => [
          image.name,
          image.host ?? '',
          stateWords(image),
          image.bytes === null ? '' : bytes(image.bytes),
          image.builtAt?.slice(0, 16).replace('T', ' ') ?? '',
          image.path ?? '',
        ]),
      ),
    );
    const reasons = new Set(answer.images.filter(({ canBuild }) => !canBuild).map(({ words }) => words));
    for (const words of reasons) cli.io.say(words);
  });
}

function stateWords({ path, job, canBuild }: Image): string {
  if (job !== null) return 'being built';
  if (path !== null) return 'built';
  return canBuild ? 'not built' : 'cannot be built';
}

function build(cli: Cli, name: string): Answer {
  return cli.withFleet(async ({ client }) => {
    const { job } = await client.images.build({ name });
    const followed = await followJob(client, job, cli.io, cli.interrupts, { events: true });
    if (followed.error !== null) {
      printError(cli.io, followed.error, { type: 'result', name });
      return exitCodeOfError(fromErrorShape(followed.error).code);
    }
    const image = (await client.images.list()).images.find((one) => one.name === name);
    if (cli.io.json) cli.io.document({ type: 'result', ...image });
    else if (image) {
      cli.io.print(image.path ?? '');
      cli.io.say(`${bytes(image.bytes ?? 0)}, SHA-256 ${image.sha256 ?? ''}`);
    }
    return 0;
  });
}
