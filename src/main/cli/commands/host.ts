import { type Command, InvalidArgumentError } from 'commander';
import { AppError, type HostGesture, type HostWish } from '../../../shared/contract';
import { parseAddress } from '../../reaching';
import type { Act, Answer, Cli, Session } from '../cli';
import { harmless } from '../io';
import { promptLine } from '../prompt';

interface Shared {
  readonly dryRun?: boolean;
}

interface Newcomer extends Shared {
  readonly hostKey?: string;
  readonly scan?: boolean;
  readonly fingerprint?: string;
}

interface Adding extends Newcomer {
  readonly like?: string;
  readonly role?: string;
  readonly hardware: readonly string[];
  readonly desktop?: string;
  readonly user?: string;
  readonly description?: string;
  readonly tag: readonly string[];
}

interface Reaching extends Shared {
  readonly docs: boolean;
  readonly also: readonly string[];
}

/** A host's life: each one gesture over every place where the fleet keeps what it knows of hosts. */
export function addHost(program: Command, act: Act): void {
  const host = program
    .command('host')
    .description(
      'add, clone, rename and retire hosts: one gesture each, over every file that has to do with it',
    );

  newcomer(
    host
      .command('add')
      .argument('<name>')
      .option('--like <host>', 'take after this host; else after the nearest by role and hardware')
      .option('--role <role>', 'what it is for, as the other hosts have it')
      .option('--hardware <profile>', 'a hardware profile; may be repeated', collect, [])
      .option('--desktop <path>', 'the feature that is its desktop')
      .option('--user <name>', 'who logs in to deploy')
      .option('--description <words>', 'one line about it')
      .option('--tag <word>', 'a word to select it by; may be repeated', collect, [])
      .description('makes a host beside the others'),
  ).action(
    act((cli, name: string, options: Adding) =>
      cli.withFleet(async (session) => {
        const { role, desktop, description, like } = options;
        const hostKey = await hostKeyOf(cli, session, name, options);
        const at = cli.globals.address === undefined ? undefined : parseAddress(cli.globals.address);
        const user = options.user ?? at?.user;
        return take(cli, session, options, {
          kind: 'add',
          name,
          hardware: [...options.hardware],
          tags: [...options.tag],
          ...(role === undefined ? {} : { role }),
          ...(desktop === undefined ? {} : { desktop }),
          ...(description === undefined ? {} : { description }),
          ...(like === undefined ? {} : { like }),
          ...(user === undefined ? {} : { user }),
          ...(at === undefined ? {} : { address: at.address }),
          ...(at?.port === undefined ? {} : { port: at.port }),
          ...(hostKey === undefined ? {} : { hostKey }),
        });
      }),
    ),
  );

  newcomer(
    host
      .command('clone')
      .argument('<name>', 'the host that is there')
      .argument('<new-name>')
      .description('makes a second one like it, without what a machine has for itself'),
  ).action(
    act((cli, from: string, name: string, options: Newcomer) =>
      cli.withFleet(async (session) => {
        const hostKey = await hostKeyOf(cli, session, name, options);
        const address =
          cli.globals.address === undefined ? undefined : parseAddress(cli.globals.address).address;
        return take(cli, session, options, {
          kind: 'clone',
          name,
          from,
          ...(address === undefined ? {} : { address }),
          ...(hostKey === undefined ? {} : { hostKey }),
        });
      }),
    ),
  );

  reaching(
    host
      .command('rename')
      .argument('<name>')
      .argument('<new-name>')
      .description('gives it another name in every place that means it, its files too'),
  ).action(
    act((cli, name: string, to: string, options: Reaching) =>
      cli.withFleet((session) =>
        take(cli, session, options, {
          kind: 'rename',
          name,
          to,
          docs: options.docs,
          also: [...options.also],
        }),
      ),
    ),
  );

  reaching(
    host
      .command('retire')
      .argument('<name>')
      .description('takes it out of the fleet, with its files and every place that is only there for it'),
  ).action(
    act((cli, name: string, options: Reaching) =>
      cli.withFleet((session) =>
        take(cli, session, options, { kind: 'retire', name, docs: options.docs, also: [...options.also] }),
      ),
    ),
  );
}

function newcomer(command: Command): Command {
  return command
    .option(
      '--host-key <key>',
      'its SSH host key, "ssh-ed25519 AAAA…", for recipients and known hosts',
      publicKey,
    )
    .option('--scan', 'ask the machine at --address for its key, and record it')
    .option('--fingerprint <SHA256:…>', 'with --scan: accept this key alone, without asking')
    .option('--dry-run', 'print the diff and change nothing');
}

function reaching(command: Command): Command {
  return command
    .option('--no-docs', 'leave comments and documents as they are')
    .option('--also <file:line>', 'take this place too, of those that are left; may be repeated', collect, [])
    .option('--dry-run', 'print the diff and change nothing');
}

function collect(word: string, before: readonly string[]): string[] {
  return [...before, word];
}

function publicKey(text: string): string {
  const key = text.trim().split(/\s+/).slice(0, 2).join(' ');
  if (/^ssh-(?:ed25519|rsa) [A-Za-z0-9+/]+={0,3}$/.test(key)) return key;
  throw new InvalidArgumentError('give it as /etc/ssh/ssh_host_ed25519_key.pub has it.');
}

async function take(cli: Cli, { client }: Session, { dryRun }: Shared, wish: HostWish): Answer {
  const result = await (dryRun === true ? client.hosts.plan(wish) : client.hosts.apply(wish));
  if (cli.io.json) return cli.io.document(result);
  if (dryRun === true) cli.io.print(result.diff);
  else {
    cli.io.print(result.gesture?.title ?? 'nothing to change');
    for (const file of result.files) cli.io.print(`  wrote  ${file}`);
    for (const path of result.needs) cli.io.print(`  needs  ${path}`);
  }
  tellRest(cli, result);
}

function tellRest(cli: Cli, { leftovers, warnings }: HostGesture): void {
  for (const { file, line, text, kind } of leftovers) {
    cli.io.say(`left over: ${file}:${line} (${kind}) ${harmless(text)}`);
  }
  for (const words of warnings) cli.io.say(words);
}

/** The key that was given, or that the machine shows and somebody accepts. */
async function hostKeyOf(
  cli: Cli,
  { client }: Session,
  name: string,
  options: Newcomer,
): Promise<string | undefined> {
  if (options.scan !== true) return options.hostKey;
  const { address } = cli.globals;
  if (address === undefined)
    throw new AppError('usage', '--scan needs --address.', { hint: 'Say where the machine is.' });
  const scan = await client.hosts.scan({ name, address }, { signal: cli.signal });
  const shown =
    options.fingerprint === undefined
      ? (scan.keys.find(({ keyType }) => keyType === 'ssh-ed25519') ?? scan.keys[0])
      : scan.keys.find(({ fingerprint }) => fingerprint === options.fingerprint);
  if (shown === undefined) {
    throw new AppError('host-key-unknown', `${address} shows no key ${options.fingerprint ?? ''}.`, {
      hint: `It shows ${scan.keys.map(({ keyType, fingerprint }) => `${keyType} ${fingerprint}`).join(', ')}.`,
      detail: { host: name },
    });
  }
  if (options.fingerprint === undefined && !(await isAccepted(cli, scan.name, shown))) {
    throw new AppError('cancelled', `No key of ${address} was accepted.`, {
      hint: 'Nothing was written. Without --scan the host is added without a key.',
      detail: { host: name },
    });
  }
  if (options.dryRun !== true) {
    await client.hosts.trust({ name, address, fingerprint: shown.fingerprint }, { signal: cli.signal });
  }
  return shown.publicKey;
}

async function isAccepted(
  cli: Cli,
  name: string,
  { keyType, fingerprint }: { readonly keyType: string; readonly fingerprint: string },
): Promise<boolean> {
  if (!cli.io.isInteractive) {
    throw new AppError('host-key-unknown', `${name} shows ${keyType} ${fingerprint}.`, {
      hint: `If that is its key, add --fingerprint ${fingerprint}.`,
      detail: { name },
    });
  }
  cli.io.say(`${harmless(name)} shows ${keyType}\n  ${fingerprint}`);
  const answer = await promptLine('Trust this key from now on? [y/N] ', { signal: cli.signal });
  return /^y(es)?$/i.test((answer ?? '').trim());
}
