import type { Command } from 'commander';
import { AppError, type HostKeyScan, type KnownHostKey, type ShownHostKey } from '../../../shared/contract';
import type { Act, Answer, Cli, Session } from '../cli';
import { EXIT } from '../exit-codes';
import { harmless } from '../io';
import { promptLine } from '../prompt';
import { table } from '../table';
import { select } from './reading';

/** Host keys: which are known, and what to do about those that are not. */
export function addKnownHosts(program: Command, act: Act): void {
  const knownHosts = program
    .command('known-hosts')
    .description('host keys: which are known, and by whom; accept and forget them');

  knownHosts
    .command('list', { isDefault: true })
    .argument('[host]', 'every line that speaks of this host; else our own list and the fleet’s')
    .description('the keys that are known')
    .action(act((cli, host: string | undefined) => list(cli, host)));

  knownHosts
    .command('scan')
    .argument('<host>')
    .description(
      'the keys a host shows now, with what is to be thought of each; exits 3 unless all are known',
    )
    .action(
      act((cli, host: string) =>
        withHost(cli, host, async ({ client }, name) => {
          const scan = await client.knownHosts.scan({ host: name }, { signal: cli.signal });
          if (cli.io.json) cli.io.document(scan);
          else cli.io.print(scanTable(scan));
          return scan.keys.every(isTrusted) ? EXIT.done : EXIT.refused;
        }),
      ),
    );

  knownHosts
    .command('accept')
    .argument('<host>')
    .option('--fingerprint <SHA256:…>', 'accept this key alone, without asking')
    .description('records the key of a host nobody knows yet; a changed or revoked key is refused')
    .action(
      act((cli, host: string, options: { fingerprint?: string }) =>
        withHost(cli, host, (session, name) => accept(cli, session, name, options.fingerprint)),
      ),
    );

  knownHosts
    .command('forget')
    .argument('<host>')
    .description('drops what Snowfleet recorded for a host, after it was installed anew')
    .action(act((cli, host: string) => withHost(cli, host, (session, name) => forget(cli, session, name))));
}

const isTrusted = ({ verdict }: ShownHostKey): boolean => verdict === 'known' || verdict === 'certified';

function withHost(
  cli: Cli,
  host: string,
  body: (session: Session, name: string) => Answer,
): Promise<number | void> {
  return cli.withFleet(async (session) => {
    const [name = host] = await select(cli, session.client, [host]);
    return body(session, name);
  });
}

function list(cli: Cli, host: string | undefined): Answer {
  const show = async ({ client }: Session, name: string | undefined): Promise<void> => {
    const known = await client.knownHosts.list(name === undefined ? {} : { host: name });
    if (cli.io.json) return cli.io.document(known);
    cli.io.print(known.keys.length === 0 ? 'no host keys are recorded' : keyTable(known.keys));
  };
  return host === undefined
    ? cli.withFleet((session) => show(session, undefined))
    : withHost(cli, host, (session, name) => show(session, name));
}

async function accept(cli: Cli, { client }: Session, host: string, wanted: string | undefined): Answer {
  const fingerprint = wanted ?? (await chooseKey(cli, client, host));
  if (fingerprint === null) {
    throw new AppError('cancelled', `No key of ${host} was accepted.`, { detail: { host } });
  }
  const { accepted } = await client.knownHosts.accept({ host, fingerprint }, { signal: cli.signal });
  if (cli.io.json) cli.io.document({ host, accepted });
  else cli.io.print(`${host} is known by ${accepted.keyType} ${accepted.fingerprint}`);
}

/** The key to accept, as somebody decides; null for none. Without anybody to ask it must be named. */
async function chooseKey(cli: Cli, client: Session['client'], host: string): Promise<string | null> {
  const scan = await client.knownHosts.scan({ host }, { signal: cli.signal });
  const refused = scan.keys.find(({ verdict }) => verdict === 'changed' || verdict === 'revoked');
  if (refused !== undefined) {
    throw new AppError(
      refused.verdict === 'revoked' ? 'host-key-revoked' : 'host-key-changed',
      refused.words,
      {
        hint: `If you know that the host was installed anew: snowfleet known-hosts forget ${host}`,
        detail: { host, name: scan.name },
      },
    );
  }
  const [key] = scan.keys.filter(({ verdict }) => verdict === 'unknown');
  if (key === undefined) {
    const known = scan.keys.find(isTrusted);
    return known?.fingerprint ?? null;
  }
  if (!cli.io.isInteractive) {
    throw new AppError('host-key-unknown', `${host} shows ${key.keyType} ${key.fingerprint}.`, {
      hint: `If that is its key: snowfleet known-hosts accept ${host} --fingerprint ${key.fingerprint}`,
      detail: { host, name: scan.name, keys: scan.keys },
    });
  }
  cli.io.say(`${harmless(scan.name)} shows ${key.keyType}\n  ${key.fingerprint}`);
  const answer = await promptLine('Trust this key from now on? [y/N] ', { signal: cli.signal });
  return /^y(es)?$/i.test((answer ?? '').trim()) ? key.fingerprint : null;
}

async function forget(cli: Cli, { client }: Session, host: string): Answer {
  const { forgotten, elsewhere } = await client.knownHosts.forget({ host });
  if (cli.io.json) return cli.io.document({ host, forgotten, elsewhere });
  cli.io.print(
    forgotten.length === 0
      ? `nothing was recorded for ${host}`
      : `forgotten: ${forgotten.map(spoken).join(', ')}`,
  );
  for (const key of elsewhere) {
    const where = key.from === 'fleet' ? 'the fleet declares it' : 'your ssh knows it';
    cli.io.say(`still known by ${spoken(key)}: ${where} (${key.file}:${key.line})`);
  }
}

const spoken = (key: KnownHostKey): string => `${key.keyType} ${key.fingerprint}`;

function keyTable(keys: readonly KnownHostKey[]): string {
  return table(
    ['NAMES', 'TYPE', 'FINGERPRINT', 'FROM', 'SINCE', 'WHERE'],
    keys.map((key) => [
      harmless(key.names.join(',')),
      key.marker === null ? key.keyType : `@${key.marker} ${key.keyType}`,
      key.fingerprint,
      key.from,
      key.addedAt ?? '',
      `${key.file}:${key.line}`,
    ]),
  );
}

function scanTable({ keys }: HostKeyScan): string {
  return table(
    ['TYPE', 'FINGERPRINT', 'VERDICT', 'WORDS'],
    keys.map((key) => [key.keyType, key.fingerprint, key.verdict, key.words]),
  );
}
