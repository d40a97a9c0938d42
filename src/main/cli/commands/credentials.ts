import { Argument, type Command } from 'commander';
import {
  AppError,
  type Credential,
  type CredentialKind,
  credentialKindSchema,
  credentialRefSchema,
  type KeychainStatus,
} from '../../../shared/contract';
import type { Act, Cli, Session } from '../cli';
import { EXIT } from '../exit-codes';
import { harmless } from '../io';
import { readDescriptor, readNewSecret, readSecret } from '../secret-input';
import { table } from '../table';

interface ForgetOptions {
  readonly all?: boolean;
  readonly abandon?: boolean;
}

/** What is stored for hosts and keys; values go in, none comes out. */
export function addCredentials(program: Command, act: Act): void {
  const credentials = program
    .command('credentials')
    .description('passwords, passphrases and keys in your keychain, or in a vault');

  credentials
    .command('list', { isDefault: true })
    .argument('[host]', 'only what is stored for this host')
    .description('what is stored, for which host, and when it was last used')
    .action(
      act((cli, host: string | undefined) =>
        cli.withoutFleet(async ({ core }) => {
          const all = await core.keychain.list();
          const status = await core.keychain.status();
          show(cli, status, host === undefined ? all : all.filter((one) => one.host === host));
        }),
      ),
    );

  credentials
    .command('status')
    .description('whether the keychain can be used; exits with 1 where it cannot')
    .action(
      act((cli) =>
        cli.withoutFleet(async ({ core }) => {
          const status = await core.keychain.status();
          if (cli.io.json) cli.io.document(status);
          else cli.io.print(wordsOf(status));
          return status.state === 'ready' ? EXIT.done : EXIT.failed;
        }),
      ),
    );

  credentials
    .command('set')
    .addArgument(new Argument('<kind>').choices(credentialKindSchema.options))
    .argument('<subject>', 'the host; the whole path of a key file for key-passphrase; else a name')
    .description('stores a value, typed without echo or from standard input; never from the command line')
    .action(
      act((cli, kind: CredentialKind, subject: string) => {
        const ref = credentialRefSchema.safeParse({ kind, subject });
        if (!ref.success) throw unfit(ref.error.issues[0]?.message);
        return cli.withoutFleet(async ({ core }) => {
          const value = await readSecret(`Value of ${kind} for ${harmless(subject)}: `, cli.signal);
          const stored = await core.keychain.set(ref.data, value);
          if (cli.io.json) return show(cli, await core.keychain.status(), [stored]);
          cli.io.print(
            `Stored in ${placeOf(stored.backend)}: ${stored.kind} for ${harmless(stored.subject)}`,
          );
        });
      }),
    );

  credentials
    .command('forget')
    .argument('[what...]', 'ids, or the hosts, files and names that something is stored for')
    .option('--all', 'everything that is on the list')
    .option('--abandon', 'take it off the list also where its keychain cannot be reached')
    .description('removes what is stored')
    .action(
      act((cli, what: string[], options: ForgetOptions) =>
        cli.withoutFleet((session) => forget(cli, session, what, options)),
      ),
    );

  credentials
    .command('unlock')
    .description('has your desktop ask for the password of the keyring')
    .action(
      act((cli) =>
        cli.withoutFleet(async ({ core }) => {
          await core.keychain.unlock();
          show(cli, await core.keychain.status(), await core.keychain.list());
        }),
      ),
    );

  credentials
    .command('lock')
    .description('locks the vault, in every Snowfleet that runs')
    .action(
      act((cli) =>
        cli.withoutFleet(async ({ core }) => {
          await core.keychain.lock();
          show(cli, await core.keychain.status(), await core.keychain.list());
        }),
      ),
    );

  credentials
    .command('passphrase')
    .description(
      'gives the vault another passphrase; the present one from --passphrase-fd or the keyboard, the new one from the keyboard or standard input',
    )
    .action(
      act((cli) =>
        cli.withoutFleet(async ({ core }) => {
          await core.keychain.changePassphrase(...(await bothPassphrases(cli)));
          if (cli.io.json) return show(cli, await core.keychain.status(), await core.keychain.list());
          cli.io.print('The vault has another passphrase. Wherever it was open it is locked now.');
        }),
      ),
    );

  credentials
    .command('vault')
    .description('the encrypted file that stands in for a keychain')
    .command('create')
    .description('makes it, under a passphrase from --passphrase-fd, the keyboard or standard input')
    .action(
      act((cli) =>
        cli.withoutFleet(async ({ core }) => {
          const descriptor = cli.globals.passphraseFd;
          const passphrase =
            descriptor === undefined
              ? await readNewSecret('Passphrase for the vault: ', cli.signal)
              : readDescriptor(descriptor);
          await core.keychain.createVault(passphrase);
          show(cli, await core.keychain.status(), await core.keychain.list());
        }),
      ),
    );
}

/** The present one and the next, typed one after the other where nothing else gives them. */
async function bothPassphrases(cli: Cli): Promise<[present: string, next: string]> {
  const descriptor = cli.globals.passphraseFd;
  // Standard input holds one of the two at most.
  if (!process.stdin.isTTY && (descriptor === undefined || descriptor === 0)) {
    throw new AppError('usage', 'There is no terminal to ask for two passphrases.', {
      hint: 'Give the present one by a descriptor and the new one by standard input: --passphrase-fd 3 3< PRESENT < NEW.',
    });
  }
  const present =
    descriptor === undefined
      ? await readSecret('Present passphrase of the vault: ', cli.signal)
      : readDescriptor(descriptor);
  return [present, await readNewSecret('New passphrase: ', cli.signal)];
}

async function forget(
  cli: Cli,
  { core }: Session,
  what: readonly string[],
  { all = false, abandon = false }: ForgetOptions,
): Promise<void> {
  const known = await core.keychain.list();
  if (!all && what.length === 0) {
    throw new AppError('usage', 'What to forget is missing.', {
      hint: 'Name ids or hosts as snowfleet credentials list shows them, or write --all.',
    });
  }
  const strange = what.find((word) => !known.some((one) => isMeant(one, word)));
  if (strange !== undefined) {
    throw new AppError('usage', `Nothing is stored for ${harmless(strange)}.`, {
      hint: 'See snowfleet credentials list.',
    });
  }
  const gone = known.filter((one) => all || what.some((word) => isMeant(one, word)));
  for (const { id } of gone) await core.keychain.delete(id, { abandon });
  if (cli.io.json) return show(cli, await core.keychain.status(), gone);
  for (const { kind, subject } of gone) cli.io.print(`Forgotten: ${kind} for ${harmless(subject)}`);
}

const isMeant = ({ id, subject }: Credential, word: string): boolean => id === word || subject === word;

const placeOf = (backend: Credential['backend']): string =>
  backend === 'vault' ? 'the vault' : 'your keyring';

function wordsOf({ message, hint }: KeychainStatus): string {
  return [message, hint].filter((line) => line !== '').join('\n');
}

function show(cli: Cli, status: KeychainStatus, credentials: readonly Credential[]): void {
  if (cli.io.json) {
    cli.io.document({ ...status, credentials });
    return;
  }
  if (credentials.length > 0) {
    cli.io.print(
      table(
        ['KIND', 'FOR', 'IN', 'STORED', 'LAST USED', 'ID'],
        credentials.map((one) => [
          one.kind,
          harmless(one.subject),
          one.backend === 'vault' ? 'vault' : 'keyring',
          one.storedAt,
          one.lastUsed ?? 'never',
          one.id,
        ]),
      ),
    );
  }
  cli.io.say(wordsOf(status));
}

function unfit(why = 'it has not the form'): AppError {
  return new AppError('usage', `This cannot be stored: ${why}.`, {
    hint: 'See snowfleet credentials set --help.',
  });
}
