import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Argument, type Command, Option } from 'commander';
import {
  AppError,
  identityNameSchema,
  isAppError,
  type NewIdentityKind,
  newIdentityKindSchema,
  type StoredIdentity,
} from '../../../shared/contract';
import { writeFileAtomic } from '../../state';
import type { Act, Cli, Session } from '../cli';
import { harmless } from '../io';
import { readNewSecret, readSecret } from '../secret-input';
import { table } from '../table';

/** Where standard input is meant as a file. */
const STANDARD_INPUT = '-';
const SHORTEST_PASSPHRASE = 8;

/** The user's own keys for secrets; they go in, and come out encrypted alone. */
export function addIdentities(program: Command, act: Act): void {
  const identities = program
    .command('identities')
    .description('your keys that open secrets, in your keychain or in a vault');

  identities
    .command('list', { isDefault: true })
    .description('their names and recipients; what secrets.nix needs of them')
    .action(act((cli) => cli.withoutFleet(async ({ core }) => show(cli, await core.identities.list()))));

  identities
    .command('recipients')
    .argument('<name>', 'as identities list shows it')
    .description('prints what secrets.nix needs to encrypt for it')
    .action(
      act((cli, name: string) =>
        cli.withoutFleet(async ({ core }) => {
          const { keys } = await core.identities.get(name);
          if (cli.io.json)
            return cli.io.document({ name, recipients: keys.map(({ recipient }) => recipient) });
          for (const { recipient } of keys) cli.io.print(recipient);
        }),
      ),
    );

  identities
    .command('create')
    .argument('<name>', 'what to call it')
    .addOption(
      new Option('--kind <kind>', 'post-quantum ones are not mixed with others in one secret')
        .choices(newIdentityKindSchema.options)
        .default('x25519'),
    )
    .description('makes a new one, and prints its recipient')
    .action(
      act((cli, given: string, { kind }: { kind: NewIdentityKind }) => {
        const name = checkedName(given);
        return cli.withoutFleet(async ({ core }) => kept(cli, await core.identities.create(name, kind)));
      }),
    );

  identities
    .command('import')
    .addArgument(
      new Argument(
        '<file>',
        'an identity file of age, also an encrypted one, or an SSH private key; - for standard input',
      ),
    )
    .option('--name <name>', 'what to call it; the name of the file where absent')
    .description('keeps a copy as it is: one with a passphrase keeps it')
    .action(
      act((cli, file: string, options: { name?: string }) =>
        cli.withoutFleet((session) => bringIn(cli, session, file, options.name)),
      ),
    );

  identities
    .command('export')
    .argument('<name>', 'as identities list shows it')
    .option('--out <file>', 'write it there instead of to standard output')
    .description('for a backup: an age file under a passphrase that is typed or comes from standard input')
    .action(
      act((cli, name: string, { out }: { out?: string }) =>
        cli.withoutFleet(async ({ core }) => {
          const under = await readNewSecret('Passphrase for the backup: ', cli.signal);
          if (under.length < SHORTEST_PASSPHRASE) throw tooShort();
          const file = await core.identities.export(name, under);
          if (out !== undefined) await writeFileAtomic(path.resolve(out), file, { mode: 0o600 });
          if (cli.io.json) return cli.io.document({ name, ...(out === undefined ? { file } : { out }) });
          if (out === undefined) cli.io.print(file);
          else cli.io.say(`Written to ${harmless(out)}. age -d and snowfleet identities import open it.`);
        }),
      ),
    );

  identities
    .command('forget')
    .argument('<name...>', 'as identities list shows them')
    .option('--abandon', 'take it off the list also where its keychain cannot be reached')
    .description('removes them; what is encrypted to nobody else can then be opened by nobody')
    .action(
      act((cli, names: string[], how: { abandon?: boolean }) =>
        cli.withoutFleet(async ({ core }) => {
          for (const name of names) await core.identities.get(name);
          for (const name of names) await core.identities.forget(name, how);
          if (cli.io.json) return cli.io.document({ forgotten: names });
          for (const name of names) cli.io.print(`Forgotten: ${harmless(name)}`);
        }),
      ),
    );
}

async function bringIn(cli: Cli, { core }: Session, file: string, given?: string): Promise<void> {
  const isInput = file === STANDARD_INPUT;
  if (isInput && given === undefined) {
    throw new AppError('usage', 'What comes from standard input needs a name.', { hint: 'Add --name NAME.' });
  }
  const name = checkedName(given ?? path.basename(file));
  const content = isInput ? await buffer(process.stdin) : await contentOf(file);
  try {
    kept(cli, await core.identities.import(name, content));
  } catch (error) {
    if (!isAppError(error, 'passphrase-needed') || isInput) throw error;
    const passphrase = await readSecret(`Passphrase of ${harmless(file)}: `, cli.signal);
    kept(cli, await core.identities.import(name, content, passphrase));
  }
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new AppError(
      'unreadable-file',
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      {
        cause: error,
      },
    );
  }
}

function checkedName(given: string): string {
  const name = identityNameSchema.safeParse(given);
  if (name.success) return name.data;
  throw new AppError('usage', `“${harmless(given)}” cannot be the name of an identity.`, {
    hint: 'A name is one line of at most 100 characters.',
  });
}

const tooShort = (): AppError =>
  new AppError('usage', `A passphrase for a backup has at least ${SHORTEST_PASSPHRASE} characters.`, {
    hint: 'Whoever finds the file can try as many as they like.',
  });

function kept(cli: Cli, identity: StoredIdentity): void {
  if (cli.io.json) return cli.io.document({ identity });
  cli.io.say(
    `Kept in ${identity.backend === 'vault' ? 'the vault' : 'your keyring'}: ${harmless(identity.name)}`,
  );
  for (const { recipient } of identity.keys) cli.io.print(recipient);
}

/** Post-quantum ones are 2,000 characters long. */
const short = (recipient: string): string =>
  recipient.length > 120 ? `${recipient.slice(0, 60)}…` : recipient;

function show(cli: Cli, identities: readonly StoredIdentity[]): void {
  if (cli.io.json) return cli.io.document({ identities });
  if (identities.length === 0)
    return cli.io.say('There are none. snowfleet identities create NAME makes one.');
  cli.io.print(
    table(
      ['NAME', 'PASSPHRASE', 'IN', 'STORED', 'LAST USED', 'RECIPIENT'],
      identities.flatMap(({ name, keys, encrypted, backend, storedAt, lastUsed }) =>
        (keys.length === 0 ? [{ recipient: 'not known while its keychain is closed' }] : keys).map(
          ({ recipient }) => [
            harmless(name),
            encrypted ? 'yes' : 'no',
            backend === 'vault' ? 'vault' : 'keyring',
            storedAt,
            lastUsed ?? 'never',
            short(harmless(recipient)),
          ],
        ),
      ),
    ),
  );
}
