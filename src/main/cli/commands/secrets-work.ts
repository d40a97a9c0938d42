import path from 'node:path';
import type { Command } from 'commander';
import { AppError, isAppError, type SecretsChanged } from '../../../shared/contract';
import type { Act, Answer, Cli, Session } from '../cli';
import { harmless } from '../io';
import { bytesInWords, table } from '../table';
import { identitiesOf, type IdentityWords, named, tell, withIdentity } from './secrets-shared';
import { shown, valueFor, type ValueWords, withValue } from './secrets-value';

/** Work on secrets, in place of `agenix -e`, `-r` and `-d`. */
export function addSecretsWork(program: Command, secrets: Command, act: Act): void {
  withIdentity(secrets.command('show'))
    .argument('<file>', 'the secret: its file, or its name where only one has it')
    .description('decrypts one secret to standard output')
    .action(act((cli, file: string, options: IdentityWords) => show(cli, file, options)));

  withValue(withIdentity(secrets.command('create')))
    .argument('<file>', 'a secret that is not there yet')
    .option(
      '--recipient <key...>',
      'who shall read it, where secrets.nix has no rule for it yet: makes the rule',
    )
    .description('makes a secret: from standard input, your editor, or a new random value')
    .action(act((cli, file: string, options: ValueWords) => write(cli, file, options, 'create')));

  withValue(withIdentity(secrets.command('edit')))
    .argument('<file>', 'the secret: its file, or its name where only one has it')
    .description('gives a secret a new value; your editor gets a file that is in memory alone')
    .action(act((cli, file: string, options: ValueWords) => write(cli, file, options, 'replace')));

  for (const parent of [secrets, program]) {
    withIdentity(parent.command('rekey'))
      .argument('[file...]', 'secrets; all that are there where none is named')
      .option('--skip-unreadable', 'pass over secrets that no identity at hand opens')
      .description('encrypts secrets anew for the keys that secrets.nix names: all of them or none')
      .action(
        act((cli, files: string[], options: IdentityWords & { skipUnreadable?: boolean }) =>
          rekey(cli, files, options),
        ),
      );
  }

  secrets
    .command('kept')
    .description('secrets as they were before they were replaced, still encrypted; kept for 30 days')
    .action(act((cli) => cli.withFleet((session) => listKept(cli, session))));

  withIdentity(secrets.command('restore'))
    .argument('<what>', 'an id as `secrets kept` shows it, or a secret, for its last value before this one')
    .description('brings the value back that a secret had, for the keys of today')
    .action(act((cli, what: string, options: IdentityWords) => restore(cli, what, options)));
}

function show(cli: Cli, given: string, options: IdentityWords): Answer {
  return cli.withFleet(async (session) => {
    const { file, content, isText } = await shown(cli, session, given, options);
    const bytes = Buffer.from(content, 'base64');
    if (!cli.io.json) {
      // As it is, byte for byte.
      await new Promise<void>((resolve, reject) => {
        process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
      });
    } else if (isText) cli.io.document({ file, content: bytes.toString('utf8') });
    else cli.io.document({ file, content, encoding: 'base64' });
  });
}

function write(cli: Cli, given: string, options: ValueWords, how: 'create' | 'replace'): Answer {
  return cli.withFleet(async (session) => {
    const value = await valueFor(cli, session, given, options, how);
    if (value === null) {
      tell(cli, { changed: [], verified: [], notes: [`${given} is as it was.`] });
      return;
    }
    const changed = await named(cli, session, given, (file) =>
      session.client.secrets.write(
        {
          file,
          how,
          value,
          identities: identitiesOf(cli, options),
          ...(options.recipient ? { recipients: [...options.recipient] } : {}),
        },
        { signal: cli.signal },
      ),
    );
    tell(cli, changed);
  });
}

function rekey(
  cli: Cli,
  files: readonly string[],
  options: IdentityWords & { readonly skipUnreadable?: boolean },
): Answer {
  return cli.withFleet(async (session) => {
    const { client } = session;
    const fleet = await client.fleet.current();
    const rekeyed = (some: readonly string[]): Promise<SecretsChanged> =>
      client.secrets.rekey(
        {
          ...(some.length > 0 ? { files: [...some] } : {}),
          identities: identitiesOf(cli, options),
          skipUnreadable: options.skipUnreadable === true,
        },
        { signal: cli.signal },
      );
    const here = files.map((file) => path.relative(fleet?.dir ?? cli.cwd, path.resolve(cli.cwd, file)));
    const changed = await rekeyed(here).catch((error: unknown) => {
      if (files.length === 0 || !isAppError(error, 'secret-unknown')) throw error;
      return rekeyed(files);
    });
    tell(cli, changed);
  });
}

async function listKept(cli: Cli, { client }: Session): Promise<void> {
  const answer = await client.secrets.kept();
  if (cli.io.json) return cli.io.document(answer);
  cli.io.print(
    answer.kept.length === 0
      ? 'nothing is kept'
      : table(
          ['SECRET', 'REPLACED', 'BY', 'SIZE', 'ID'],
          answer.kept.map(({ file, at, title, bytes, id }) => [
            harmless(file),
            at,
            harmless(title),
            bytesInWords(bytes),
            id,
          ]),
        ),
  );
}

function restore(cli: Cli, what: string, options: IdentityWords): Answer {
  return cli.withFleet(async (session) => {
    const { kept } = await session.client.secrets.kept();
    const id = kept.some((one) => one.id === what)
      ? what
      : await named(cli, session, what, async (file) => {
          const last =
            kept.find((one) => one.file === file) ??
            kept.find((one) => path.posix.basename(one.file, '.age') === path.posix.basename(file, '.age'));
          if (last) return last.id;
          throw new AppError('secret-unknown', `Nothing is kept of ${what}.`, {
            hint: 'See what is with snowfleet secrets kept.',
          });
        });
    const input = { id, identities: identitiesOf(cli, options) };
    tell(cli, await session.client.secrets.restore(input, { signal: cli.signal }));
  });
}
