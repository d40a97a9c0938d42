import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  AppError,
  type GenerateWish,
  isAppError,
  type SecretsChanged,
  type SecretValueWish,
} from '../../../shared/contract';
import type { Act, Answer, Cli, Session } from '../cli';
import { harmless } from '../io';
import { bytesInWords, table } from '../table';
import { identitiesOf, type IdentityWords, named, tell, withIdentity } from './secrets-shared';

interface ValueWords extends IdentityWords {
  readonly generate?: GenerateWish['kind'];
  readonly length?: number;
  readonly comment?: string;
  readonly allowEmpty?: boolean;
  readonly recipient?: readonly string[];
}

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

const withValue = (command: Command): Command =>
  command
    .addOption(
      new Option('--generate <kind>', 'a new random value').choices([
        'password',
        'hex',
        'ssh-key',
        'wireguard',
      ] satisfies GenerateWish['kind'][]),
    )
    .option('--length <number>', 'characters of a password, bytes of a hex value; 32 where absent', length)
    .option('--comment <words>', 'of an SSH key')
    .option('--allow-empty', 'an empty value is meant');

function length(text: string): number {
  const value = Number(text);
  if (/^\d{1,4}$/.test(text) && value >= 8 && value <= 1024) return value;
  throw new InvalidArgumentError('It is a number from 8 to 1024.');
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

const shown = (cli: Cli, session: Session, given: string, options: IdentityWords) =>
  named(cli, session, given, (file) =>
    session.client.secrets.show({ file, identities: identitiesOf(cli, options) }, { signal: cli.signal }),
  );

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

/** The value a person gives; null where they left it as it was. */
async function valueFor(
  cli: Cli,
  session: Session,
  given: string,
  options: ValueWords,
  how: 'create' | 'replace',
): Promise<SecretValueWish | null> {
  const made = wishOf(options);
  if (made) return { from: 'generated', wish: made };
  const allowEmpty = options.allowEmpty === true;
  const valueOf = (content: Buffer): SecretValueWish => ({
    from: 'content',
    content: content.toString('base64'),
    allowEmpty,
  });
  if (!process.stdin.isTTY) return valueOf(await buffer(process.stdin));
  const present = how === 'create' ? null : await presentOf(cli, session, given, options);
  const { editInMemory } = await import('../../secrets');
  const content = await editInMemory(present ?? Buffer.alloc(0), {
    env: cli.env,
    name: given,
    say: (words) => cli.io.say(words),
  });
  return present?.equals(content) === true ? null : valueOf(content);
}

/** What the secret holds now; null where it is not there yet. */
async function presentOf(
  cli: Cli,
  session: Session,
  given: string,
  options: IdentityWords,
): Promise<Buffer | null> {
  try {
    return Buffer.from((await shown(cli, session, given, options)).content, 'base64');
  } catch (error) {
    if (!isAppError(error, 'secret-unknown')) throw error;
    return null;
  }
}

function wishOf({ generate, length: size = 32, comment = '' }: ValueWords): GenerateWish | null {
  switch (generate) {
    case undefined:
      return null;
    case 'password':
      return { kind: 'password', length: size };
    case 'hex':
      return { kind: 'hex', bytes: size };
    case 'ssh-key':
      return { kind: 'ssh-key', comment };
    case 'wireguard':
      return { kind: 'wireguard' };
  }
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
