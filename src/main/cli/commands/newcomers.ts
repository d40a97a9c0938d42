import type { Command } from 'commander';
import { AppError, type Client, type Newcomer } from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { harmless } from '../io';
import { promptLine } from '../prompt';

interface AwaitOptions {
  readonly host: string;
  readonly fingerprint?: string;
  readonly dryRun?: boolean;
}

/** What comes after the stick: below `images`. */
export function addNewcomers(images: Command, act: Act): void {
  images
    .command('await')
    .argument('<address>', 'where the installer will answer: address[:port], as its screen shows it')
    .requiredOption('--host <name>', 'the host of the fleet that it is to become')
    .option('--fingerprint <SHA256:…>', 'the key on the installer’s screen; asked for where it is not known')
    .option('--dry-run', 'leave the draft as it is, and show what its hardware would change')
    .description(
      'waits for a machine started from an image; its key is recorded, its hardware goes into the draft',
    )
    .action(act((cli, address: string, options: AwaitOptions) => welcome(cli, address, options)));

  images
    .command('forget')
    .argument('<host>')
    .description('the host is reached as before it was awaited')
    .action(
      act((cli, host: string) =>
        cli.withFleet(async ({ client }) => {
          const answer = await client.newcomers.forget({ host });
          if (cli.io.json) cli.io.document({ host, ...answer });
          else
            cli.io.print(answer.forgotten ? `${host} is reached as before.` : 'There was nothing to forget.');
        }),
      ),
    );
}

function welcome(cli: Cli, address: string, options: AwaitOptions): Answer {
  return cli.withFleet(async ({ client }) => {
    const { host, dryRun = false } = options;
    const seen = await waitFor(cli, client, { host, address });
    const fingerprint = await settleKey(cli, seen, options.fingerprint);
    const welcomed = await client.newcomers.welcome(
      { host, address, fingerprint, dryRun },
      { signal: cli.signal },
    );
    if (cli.io.json) return cli.io.document({ type: 'result', dryRun, ...welcomed });
    cli.io.print(`${host} is known by ${welcomed.key.keyType} ${welcomed.key.fingerprint}`);
    if (welcomed.hardware !== null) cli.io.print(welcomed.hardware.diff.trimEnd());
    for (const note of welcomed.notes) cli.io.say(harmless(note));
    cli.io.say(`Let it read secrets: snowfleet secrets recipients add-host ${host}`);
    cli.io.say(`Then its first deploy: snowfleet deploy ${host}`);
  });
}

/** Whoever answers first. Ctrl-C ends the waiting. */
async function waitFor(cli: Cli, client: Client, who: { host: string; address: string }): Promise<Newcomer> {
  for await (const seen of await client.newcomers.await(who, { signal: cli.signal })) {
    if (cli.io.json) cli.io.document({ type: 'newcomer', ...seen });
    else cli.io.say(harmless(seen.words));
    if (seen.state !== 'waiting') return seen;
  }
  throw new AppError('cancelled', 'Waiting for the installer was cancelled.');
}

/** The fingerprint to record: recognised by itself, named, or compared by whoever sits here. */
async function settleKey(cli: Cli, seen: Newcomer, named: string | undefined): Promise<string> {
  const { host, key, state, words } = seen;
  if (key === null) throw new AppError('unreachable', `${host} shows no key.`);
  const detail = { host, fingerprint: key.fingerprint };
  if (named !== undefined && named !== key.fingerprint) {
    throw new AppError(
      'host-key-unknown',
      `${host} shows ${key.fingerprint}, and not the key that was named.`,
      {
        hint: 'Look whether the address is that of the installer, and compare the key again.',
        detail,
      },
    );
  }
  if (state === 'refused') {
    throw new AppError(key.verdict === 'revoked' ? 'host-key-revoked' : 'host-key-changed', words, {
      hint: `If the machine was there before under another key: snowfleet known-hosts forget ${host}`,
      detail,
    });
  }
  if (state === 'recognised' || named !== undefined) return key.fingerprint;
  if (!cli.io.isInteractive) {
    throw new AppError('host-key-unknown', `${host} shows ${key.keyType} ${key.fingerprint}.`, {
      hint: `If the installer’s screen shows the same: add --fingerprint ${key.fingerprint}`,
      detail,
    });
  }
  cli.io.say(`It shows ${key.keyType}\n  ${key.fingerprint}`);
  const answer = await promptLine('Does the installer’s screen show the same? [y/N] ', {
    signal: cli.signal,
  });
  if (/^y(es)?$/i.test((answer ?? '').trim())) return key.fingerprint;
  throw new AppError('cancelled', 'The key was not taken; nothing was recorded.', { detail });
}
