import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { SecretOnHost } from '../../../shared/contract';
import type { Act, Cli, Session } from '../cli';
import { EXIT } from '../exit-codes';
import { harmless } from '../io';
import { table } from '../table';
import { run } from './deploying';
import { identitiesOf, named, tell, withIdentity } from './secrets-shared';
import { type ValueWords, valueFor, withValue } from './secrets-value';

interface RotateWords extends ValueWords {
  readonly every?: number;
  readonly commit: boolean;
  readonly deploy?: boolean;
  readonly restart: boolean;
}

/** A new value that arrives where it is used, and how old values are. */
export function addSecretsRotation(secrets: Command, act: Act): void {
  withValue(withIdentity(secrets.command('rotate')))
    .argument('<file>', 'the secret: its file, or its name where only one has it')
    .option('--every <days>', 'when it is due again; noted beside its rule, as before where absent', days)
    .option('--no-commit', 'leave it uncommitted')
    .option('--deploy', 'deploy to the hosts that declare it, and restart their services that name it')
    .option('--no-restart', 'with --deploy: only tell which services run with the older value')
    .description(
      'gives a secret a new value, notes the day, commits, and with --deploy takes it to its hosts',
    )
    .action(
      act((cli, file: string, options: RotateWords) =>
        cli.withFleet((session) => rotate(cli, session, file, options)),
      ),
    );
  secrets
    .command('due')
    .description('how old the value of each secret is, by the note beside its rule; those that are due first')
    .action(
      act((cli) =>
        cli.withFleet(async ({ client }) => {
          const answer = await client.secrets.ages();
          if (cli.io.json) return cli.io.document(answer);
          cli.io.print(
            table(
              ['SECRET', 'ROTATED', 'DUE', ''],
              answer.secrets.map(({ file, rotated, due, isOverdue }) => [
                harmless(file),
                rotated ?? 'not known',
                due ?? '',
                isOverdue ? 'overdue' : '',
              ]),
            ),
          );
        }),
      ),
    );
}

function days(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number of days.');
}

async function rotate(cli: Cli, session: Session, given: string, options: RotateWords): Promise<number> {
  const { client } = session;
  const value = await valueFor(cli, session, given, options, 'replace');
  if (value === null) {
    tell(cli, { changed: [], verified: [], notes: [`${given} is as it was.`] });
    return EXIT.done;
  }
  const done = await named(cli, session, given, (file) =>
    client.secrets.rotate(
      {
        file,
        value,
        identities: identitiesOf(cli, options),
        commit: options.commit,
        ...(options.every === undefined ? {} : { every: options.every }),
      },
      { signal: cli.signal },
    ),
  );
  tell(cli, done);
  if (!cli.io.json && done.commit !== null) cli.io.print(`committed as ${done.commit}`);
  if (done.hosts.length === 0) {
    cli.io.say('No host declares it, so none wants a deploy.');
    return EXIT.done;
  }
  if (options.deploy !== true) {
    cli.io.say(`Its hosts have the older value until: snowfleet deploy ${done.hosts.join(' ')}`);
    return EXIT.done;
  }
  const { job } = await client.deploys.deploy({ hosts: done.hosts });
  const code = await run(cli, client, job);
  const { hosts } = await client.secrets.confirmOnHosts(
    { file: done.file, hosts: done.hosts, restart: options.restart },
    { signal: cli.signal },
  );
  if (cli.io.json) cli.io.document({ type: 'result', ...done, onHosts: hosts });
  else for (const host of hosts) cli.io.print(harmless(hostWords(host)));
  return Math.max(code, hosts.some(isAmiss) ? EXIT.failed : EXIT.done);
}

const isAmiss = ({ isThere, problem, units }: SecretOnHost): boolean =>
  !isThere || problem !== null || units.some(({ state, isNew }) => state === 'active' && !isNew);

function hostWords({ host, path, isThere, units, restarted, problem }: SecretOnHost): string {
  if (problem !== null) return `${host}: ${problem}`;
  if (!isThere) return `${host}: ${path} is not there`;
  const running = units.filter(({ state }) => state === 'active');
  const old = running.filter(({ isNew }) => !isNew).map(({ unit }) => unit);
  const lines = [
    running.length === 0
      ? 'no running service names it'
      : `named by ${running.map(({ unit }) => unit).join(', ')}`,
    ...(restarted.length === 0 ? [] : [`restarted ${restarted.join(', ')}`]),
    ...(old.length === 0 ? [] : [`with the older value: ${old.join(', ')}`]),
  ];
  return `${host}: ${lines.join('; ')}`;
}
