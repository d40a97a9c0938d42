import type { Command } from 'commander';
import type { Secret, Secrets } from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { EXIT } from '../exit-codes';
import { harmless } from '../io';
import { bytesInWords, table } from '../table';
import { findingLine } from './reading';

/** Commands that look at secrets and need no private key. */
export function addSecretsReading(secrets: Command, act: Act): void {
  secrets
    .command('list')
    .option('--evaluate', 'ask Nix which secrets hosts declare, instead of reading that from source')
    .description('every secret beside its rule: its state, who can read it, which hosts declare it')
    .action(act((cli, options: { evaluate?: boolean }) => withSecrets(cli, listOf, options.evaluate)));
  secrets
    .command('matrix')
    .description(
      'who can read what, from the headers of the files; + shall and cannot, - can and shall not, ? does not show',
    )
    .action(act((cli) => withSecrets(cli, matrixOf)));
  secrets
    .command('recipients')
    .description('the keys that rules name: whose they are, and how many secrets each shall read')
    .action(act((cli) => withSecrets(cli, recipientsOf)));
  secrets
    .command('leaks')
    .description(
      'credentials in clear in the source of the fleet, with their places; exits 3 where there are any',
    )
    .action(act(leaksOf));
}

function leaksOf(cli: Cli): Answer {
  return cli.withFleet(async ({ client }) => {
    const answer = await client.secrets.leaks(undefined, { signal: cli.signal });
    const found = answer.leaks.filter(({ severity }) => severity !== 'info');
    const code = found.length > 0 ? EXIT.refused : EXIT.done;
    if (cli.io.json) {
      cli.io.document(answer);
      return code;
    }
    for (const { file, line, severity, words, name, covered } of answer.leaks) {
      cli.io.print(harmless(`${severity}: ${file}:${line}: ${words}${name === '' ? '' : ` (${name})`}`));
      cli.io.print(harmless(`    ${covered}`));
    }
    cli.io.say(`${answer.files} files looked through, ${answer.leaks.length} credentials in clear found.`);
    return code;
  });
}

function withSecrets(cli: Cli, print: (cli: Cli, answer: Secrets) => void, evaluate = false): Answer {
  return cli.withFleet(async ({ client }) => {
    const answer = await client.secrets.list({ evaluate }, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    if (answer.rules.length === 0)
      cli.io.say('This fleet has no secrets.nix, so nobody says who shall read its secrets.');
    print(cli, answer);
  });
}

function listOf(cli: Cli, { secrets, hosts, findings }: Secrets): void {
  if (secrets.length === 0) return cli.io.say('There are no secrets.');
  cli.io.print(
    table(
      ['SECRET', 'STATE', 'SIZE', 'READERS', 'HOSTS'],
      secrets.map((secret) => [
        harmless(secret.file),
        secret.state,
        secret.exists ? bytesInWords(secret.bytes) : '',
        readers(secret),
        secret.usedBy.join(' '),
      ]),
    ),
  );
  for (const one of findings) cli.io.say(harmless(findingLine(one)));
  for (const { verdict, words } of hosts) if (verdict === 'no') cli.io.say(harmless(`${words}.`));
}

/** `7 of 7`: how many of those who shall read it may be able to. */
function readers({ wanted, missing, state }: Secret): string {
  if (state === 'absent' || state === 'empty' || state === 'damaged') return `0 of ${wanted.length}`;
  return wanted.length === 0 ? '' : `${wanted.length - missing.length} of ${wanted.length}`;
}

function matrixOf(cli: Cli, { secrets, recipients, findings }: Secrets): void {
  if (secrets.length === 0) return cli.io.say('There are no secrets.');
  const shown = recipients.filter(({ name }) =>
    secrets.some((secret) => secret.wanted.includes(name) || secret.matched.includes(name)),
  );
  cli.io.print(
    table(
      ['SECRET', 'STATE', ...shown.map(({ name }) => harmless(name)), 'NAMELESS'],
      secrets.map((secret) => [
        harmless(secret.name),
        secret.state,
        ...shown.map(({ name }) => cell(secret, name)),
        String(secret.unknown),
      ]),
    ),
  );
  const errors = findings.filter(({ severity }) => severity !== 'info').length;
  if (errors > 0) cli.io.say(`${errors} findings: see \`snowfleet secrets list\`.`);
}

/** As the table on screen has it: x can, as wanted; + shall and cannot; - can and shall not; ? cannot be told. */
function cell(secret: Secret, name: string): string {
  const isWanted = secret.wanted.includes(name);
  const isUnread = secret.state === 'absent' || secret.state === 'empty' || secret.state === 'damaged';
  if (secret.missing.includes(name) || (isWanted && isUnread)) return '+';
  if (secret.matched.includes(name)) return isWanted || !secret.declared ? 'x' : '-';
  return secret.unsure.includes(name) ? '?' : '.';
}

function recipientsOf(cli: Cli, { recipients }: Secrets): void {
  if (recipients.length === 0) return cli.io.say('No rule names a key.');
  cli.io.print(
    table(
      ['NAME', 'WHOSE', 'TYPE', 'SECRETS', 'LISTS', 'PLACE', 'KEY'],
      recipients.map(({ name, kind, host, type, secrets, groups, place, key }) => [
        harmless(name),
        kind === 'host' ? (host ?? 'a host that is gone') : kind,
        type,
        String(secrets),
        harmless(groups.join(' ')),
        place ? harmless(`${place.file}:${place.line}`) : '',
        harmless(key.length > 100 ? `${key.slice(0, 60)}…${key.slice(-20)}` : key),
      ]),
    ),
  );
  for (const { name, words } of recipients) if (words !== '') cli.io.say(harmless(`${name}: ${words}`));
}
