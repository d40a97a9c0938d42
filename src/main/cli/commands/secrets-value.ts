import { buffer } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type GenerateWish, isAppError, type SecretValueWish } from '../../../shared/contract';
import type { Cli, Session } from '../cli';
import { identitiesOf, type IdentityWords, named } from './secrets-shared';

export interface ValueWords extends IdentityWords {
  readonly generate?: GenerateWish['kind'];
  readonly length?: number;
  readonly comment?: string;
  readonly allowEmpty?: boolean;
  readonly recipient?: readonly string[];
}

export const withValue = (command: Command): Command =>
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

/** The value a person gives; null where they left it as it was. */
export async function valueFor(
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

/** Decrypts one secret. */
export const shown = (cli: Cli, session: Session, given: string, options: IdentityWords) =>
  named(cli, session, given, (file) =>
    session.client.secrets.show({ file, identities: identitiesOf(cli, options) }, { signal: cli.signal }),
  );
