import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AppError,
  type Assignment,
  type Leak,
  type LeakMove,
  type RuleWish,
  type Secrets,
  type SecretsChanged,
  type SecretValueWish,
} from '../../../shared/contract';
import { optionPath } from '../../../shared/features';
import { FleetFiles } from '../../fleet';
import { filesNamed } from '../files';
import type { HostDeclares } from '../matrix/uses';
import type { PlannedRules } from '../rules/edit/plan';
import { bareKey } from '../rules/model';
import { placeOf } from '../store';
import type { TextChange } from '../work';
import { literalAt } from './literal';
import { withReference } from './reference';
import { notMoved } from './refuse';

export interface LeakWish {
  readonly file: string;
  readonly line: number;
  readonly column?: number | undefined;
  readonly name?: string | undefined;
  readonly recipients?: readonly string[] | undefined;
  readonly dryRun: boolean;
}
export type LeakMoved = SecretsChanged & { move: LeakMove };

export interface LeakMoverOptions {
  readonly dir: string;
  readonly leaks: () => Promise<readonly Leak[]>;
  readonly list: () => Promise<Secrets>;
  readonly plan: (wishes: readonly RuleWish[]) => PlannedRules;
  /** What hosts assign to options that begin so, by host. */
  readonly assigned: (option: string) => Promise<ReadonlyMap<string, readonly Assignment[]>>;
  readonly declares: () => Promise<readonly HostDeclares[]>;
  /** Whether there are such options, and the second takes the path of a file with what the first takes. */
  readonly takesFile: (option: readonly string[], twin: readonly string[]) => Promise<boolean>;
  /** Makes a secret and its rule, with other texts in the same step. */
  readonly create: (
    file: string,
    keys: readonly string[],
    value: SecretValueWish,
    beside: ReadonlyMap<string, TextChange>,
  ) => Promise<SecretsChanged>;
}

/** Makes secrets of credentials in clear, where what refers to them is surely right; else nothing is written. */
export class LeakMover {
  constructor(private readonly options: LeakMoverOptions) {}

  /**
   * File, rule, declaration and reference in one step. Throws `secret-unknown` where no credential was found, `not-literal`,
   * `bad-recipient` where a host could not decrypt it, `secret-exists`, and what making a secret throws.
   */
  async move(wish: LeakWish): Promise<LeakMoved> {
    const { dir, create } = this.options;
    const at = await this.leakOf(wish);
    const before = await readFile(path.join(dir, at.file), 'utf8');
    const literal = literalAt(before, at);
    const [option, twin] = [optionPath(literal.option), optionPath(literal.twin)];
    if (literal.content === '') throw notMoved('It is empty: a secret has to hold something.', at);
    if (!(await this.options.takesFile(literal.option, literal.twin)))
      throw notMoved(`${option} has no twin ${twin} that is known to read it from a file.`, at);
    const hosts = await this.hostsWith(option, twin, at);
    this.refuseReaders(option, at);
    const list = await this.options.list();
    const name = wish.name ?? nameFor(literal.option);
    const secret = fileFor(list, name);
    await this.requireFree(secret, name);
    const after = withReference(literal, at, { name, secret });
    const keys = wish.recipients ?? defaultKeys(list, hosts);
    const recipients = this.requireReadable(list, secret, keys, hosts);

    const move = { secret, name, option, twin, hosts, recipients, lines: newLines(at.file, before, after) };
    const notes = [
      `What was in clear stays in the history of the repository: give it a new value with snowfleet secrets rotate ${name}.`,
    ];
    if (wish.dryRun) return { changed: [], verified: [], notes, move };
    const value = {
      from: 'content' as const,
      content: Buffer.from(literal.content).toString('base64'),
      allowEmpty: false,
    };
    const done = await create(secret, keys, value, new Map([[at.file, { before, after }]]));
    return { ...done, notes: [...done.notes, ...notes], move };
  }

  private async leakOf({ file, line, column }: LeakWish): Promise<Leak> {
    const all = await this.options.leaks();
    const found = all.filter(
      (one) => one.file === file && one.line === line && (column === undefined || one.column === column),
    );
    const [leak] = found;
    if (leak && found.length === 1) return leak;
    throw new AppError(
      'secret-unknown',
      leak
        ? `${file}:${line} has ${found.length} credentials in clear.`
        : `No credential in clear was found at ${file}:${line}.`,
      {
        hint: leak
          ? `Name one: ${found.map((one) => `${file}:${line}:${one.column}`).join(', ')}.`
          : 'See those that are with snowfleet secrets leaks.',
        detail: { file, line },
      },
    );
  }

  /** Hosts whose systems get the option from this file. Throws `not-literal` unless agenix and nothing else is there. */
  private async hostsWith(option: string, twin: string, at: Leak): Promise<string[]> {
    const hosts: string[] = [];
    for (const [host, all] of await this.options.assigned(option)) {
      const here = all.filter((one) => one.path === option && one.file === at.file);
      if (here.length === 0) continue;
      if (here.some(({ scope }) => scope !== 'nixos'))
        throw notMoved(`${option} is set in a home of ${host}, which has no config.age of its own.`, at);
      const twice = all.find((one) => one.path === twin);
      if (twice) throw notMoved(`${host} sets ${twin} as well, at ${twice.file}:${twice.line}.`, at);
      hosts.push(host);
    }
    if (hosts.length === 0)
      throw notMoved(
        `No host is known to take ${option} from ${at.file}, so nobody is known to need it.`,
        at,
      );
    const declares = await this.options.declares();
    const has = (host: string): boolean =>
      declares
        .filter((one) => one.host === host)
        .some(({ secrets }) => secrets.some(({ scope, state }) => scope === 'nixos' && state !== 'skipped'));
    const without = hosts.filter((host) => !has(host));
    if (without.length > 0)
      throw notMoved(
        `${without.join(', ')} declares no secret yet, so source does not show that agenix's module is there.`,
        at,
      );
    return hosts.toSorted();
  }

  /** Other places that read the option would find it empty. */
  private refuseReaders(option: string, at: Leak): void {
    const files = new FleetFiles(this.options.dir);
    const reads = `config.${option}`;
    const reader = filesNamed(files, (name) => name.endsWith('.nix')).find((file) => {
      const text = files.peek(file, (source) => source.includes(reads))?.tree.source ?? '';
      const found = text.indexOf(reads);
      return found >= 0 && !/[\w'-]/.test(text.charAt(found + reads.length));
    });
    if (reader !== undefined) throw notMoved(`${reader} reads ${reads}.`, at);
  }

  private async requireFree(secret: string, name: string): Promise<void> {
    const { stats } = await placeOf(this.options.dir, secret);
    const declares = await this.options.declares();
    const isDeclared = declares.some(({ secrets }) => secrets.some((one) => one.name === name));
    if (stats === null && !isDeclared) return;
    throw new AppError('secret-exists', `There is a secret named ${name} already.`, {
      hint: 'Nothing was written. Choose another name with --name.',
      detail: { file: secret },
    });
  }

  /** Names of those who would read it. Throws `bad-recipient` where a host would not, and what planning a rule throws. */
  private requireReadable(
    list: Secrets,
    secret: string,
    keys: readonly string[],
    hosts: readonly string[],
  ): string[] {
    const wish = { kind: 'add-rule' as const, file: secret, recipients: [...keys], armor: false };
    const wanted = this.options.plan([wish]).rules.secrets.find(({ file }) => file === secret)?.wanted ?? [];
    const given = new Set(wanted.map(({ key }) => bareKey(key)));
    for (const host of hosts) {
      if (list.recipients.some((one) => one.host === host && given.has(bareKey(one.key)))) continue;
      throw unreadableOn(host);
    }
    return wanted.map(({ name }) => name);
  }
}

const unreadableOn = (host: string): AppError =>
  new AppError('bad-recipient', `${host} could not decrypt it: no key of it would be a recipient.`, {
    hint: `Nothing was written. Add the key of ${host} to secrets.nix, or name it with --recipient.`,
    detail: { host },
  });

function defaultKeys(list: Secrets, hosts: readonly string[]): string[] {
  const usable = list.recipients.filter(({ type }) => type !== 'refused');
  for (const host of hosts) if (!usable.some((one) => one.host === host)) throw unreadableOn(host);
  const isMeant = ({ kind, host }: (typeof usable)[number]): boolean =>
    kind === 'user' || (host !== null && hosts.includes(host));
  return usable.filter(isMeant).map(({ key }) => key);
}

/** `services.gitea.adminPassword`: `gitea-admin-password`. */
function nameFor(option: readonly string[]): string {
  return option
    .slice(-2)
    .join('-')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
}

/** In the folder where most secrets are. */
function fileFor({ secrets, rules }: Secrets, name: string): string {
  const counts = new Map<string, number>();
  for (const { file, declared } of secrets) {
    const folder = path.posix.dirname(file);
    if (declared && !folder.startsWith('..')) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return path.posix.join(most?.[0] ?? (rules[0]?.base || 'secrets'), `${name}.age`);
}

/** Lines that only the new text has; those of the old one hold the credential. */
function newLines(file: string, before: string, after: string): LeakMove['lines'] {
  const known = new Set(before.split('\n'));
  return after
    .split('\n')
    .filter((line) => !known.has(line))
    .map((line) => ({ file, text: line.trim() }));
}
