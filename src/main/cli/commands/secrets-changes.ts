import path from 'node:path';
import type { Command } from 'commander';
import type { Act, Answer, Cli, Session } from '../cli';
import { confirm } from '../confirm';
import { harmless } from '../io';
import { select } from './reading';
import {
  identitiesOf,
  type IdentityWords,
  named,
  relativeToFleet,
  tell,
  withIdentity,
} from './secrets-shared';

/** Changes of secrets together with their rules. */
export function addSecretsChanges(secrets: Command, act: Act): void {
  addRecipientWork(secrets, act);

  secrets
    .command('rename')
    .argument('<file>', 'the secret: its file, or its name where only one has it')
    .argument('<to>', 'its new file')
    .description('gives a secret another name, in its rule and in the paths that lead to it as well')
    .action(
      act((cli, file: string, to: string) =>
        cli.withFleet(async (session) => {
          const target = await relativeToFleet(cli, session, to);
          tell(
            cli,
            await named(cli, session, file, (from) =>
              session.client.secrets.rename({ file: from, to: target }),
            ),
          );
        }),
      ),
    );

  secrets
    .command('delete')
    .argument('<file>', 'the secret: its file, or its name where only one has it')
    .option('--force', 'also where hosts use it')
    .option('--yes', 'do not ask')
    .description('takes a secret and its rule away; what it held is kept for 30 days')
    .action(
      act((cli, file: string, options: { force?: boolean; yes?: boolean }) =>
        cli.withFleet(async (session) => {
          await confirm(cli, options.yes, `delete ${harmless(file)}`);
          const force = options.force === true;
          tell(
            cli,
            await named(cli, session, file, (one) => session.client.secrets.remove({ file: one, force })),
          );
        }),
      ),
    );
}

/** `recipients add|remove`, under the command that lists them where there is one. */
function addRecipientWork(secrets: Command, act: Act): void {
  const recipients =
    secrets.commands.find((command) => command.name() === 'recipients') ?? secrets.command('recipients');
  addHostWork(recipients, act);
  for (const verb of ['add', 'remove'] as const) {
    withIdentity(recipients.command(verb))
      .argument('<file>', 'the secret: its file, or its name where only one has it')
      .argument('<key...>', 'names that secrets.nix has for keys, or whole public keys')
      .description(
        verb === 'add'
          ? 'lets others read a secret: in its rule and in the file, both or neither'
          : 'takes keys from a secret; what they could read they may have kept',
      )
      .action(
        act((cli, file: string, keys: string[], options: IdentityWords) =>
          cli.withFleet((session) => changeRecipients(cli, session, verb, file, keys, options)),
        ),
      );
  }
}

interface AddHostWords extends IdentityWords {
  readonly to?: readonly string[];
  readonly dryRun?: boolean;
}

function addHostWork(recipients: Command, act: Act): void {
  withIdentity(recipients.command('add-host'))
    .argument('<host>', 'a host whose SSH key is verified: accepted in Snowfleet, or declared by the fleet')
    .option('--to <what...>', 'secrets that it shall read, or lists of keys that it shall be in')
    .option('--dry-run', 'tell what would be written, and write nothing')
    .description(
      'makes the SSH key of a host a recipient: in the rules and in the files, both or neither; a key that was only seen is refused',
    )
    .action(act((cli, host: string, options: AddHostWords) => addHost(cli, host, options)));
}

function addHost(cli: Cli, given: string, options: AddHostWords): Answer {
  return cli.withFleet(async (session) => {
    const { client } = session;
    const [host = given] = await select(cli, client, [given]);
    const { secrets } = await client.secrets.list(undefined, { signal: cli.signal });
    const to = await Promise.all(
      (options.to ?? []).map(async (what) => {
        const here = await relativeToFleet(cli, session, what);
        return secrets.some(({ file }) => file === here) ? here : what;
      }),
    );
    const { recipient, ...changed } = await client.secrets.addHost(
      { host, to, dryRun: options.dryRun === true, identities: identitiesOf(cli, options) },
      { signal: cli.signal },
    );
    if (cli.io.json) return cli.io.document({ ...changed, recipient });
    const { name, keyType, fingerprint, file, line, diff, rekey } = recipient;
    cli.io.print(harmless(`${name}: ${keyType} ${fingerprint}, as ${file}:${line} has it`));
    if (diff !== '') cli.io.print(harmless(diff.trimEnd()));
    if (rekey.length > 0) cli.io.print(harmless(`encrypted anew: ${rekey.join(' ')}`));
    tell(cli, changed);
    if (options.dryRun === true) cli.io.say('Nothing was written.');
  });
}

async function changeRecipients(
  cli: Cli,
  session: Session,
  verb: 'add' | 'remove',
  given: string,
  keys: readonly string[],
  options: IdentityWords,
): Promise<void> {
  const { secrets } = await session.client.secrets.list(undefined, { signal: cli.signal });
  const here = await relativeToFleet(cli, session, given);
  const { file } = secrets.find((secret) => secret.file === here) ??
    secrets.find(({ name }) => [given, `${given}.age`].includes(path.posix.basename(name))) ?? { file: here };
  const wishes = keys.map((recipient) => ({ kind: `${verb}-recipient` as const, file, recipient }));
  const identities = identitiesOf(cli, options);
  tell(cli, await session.client.secrets.change({ wishes, identities }, { signal: cli.signal }));
}
