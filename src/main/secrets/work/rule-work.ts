import { createHash } from 'node:crypto';
import { copyFile, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type SecretsChanged, type SecretValueWish } from '../../../shared/contract';
import { moveReferences, planRules, type PlannedRules, type RuleSource, type TextChange } from '../rule-edit';
import { bareKey, type SecretRule, type SecretRules } from '../rules/model';
import { placeOf, type SecretChange, type SecretStore, type Sealed, type Slot } from '../store';
import { ruleFor } from './resolve';
import type { Sealing, Wanted, WorkHow } from './sealing';
import { valueOf } from './value';

/** What writes texts of the fleet. */
export interface TextGestures {
  /** Writes the texts as one gesture of the draft, all or none; returns what takes it back. Throws `changed-outside`. */
  write(title: string, texts: ReadonlyMap<string, TextChange>): Promise<() => Promise<void>>;
}

export interface RuleWorkOptions {
  readonly dir: string;
  readonly store: SecretStore;
  readonly source: RuleSource;
  readonly gestures: TextGestures;
  /** Hosts that use a secret. */
  readonly usedBy: (file: string) => Promise<readonly string[]>;
}

/** Work that changes rules and secrets in one step, all or none. */
export class RuleWork {
  constructor(
    private readonly options: RuleWorkOptions,
    private readonly sealing: Sealing,
  ) {}

  /** Adds a rule and makes the secret. Throws `secret-exists`, `bad-recipient`, `secret-empty`, and what writing throws. */
  async create(
    rules: SecretRules,
    given: string,
    keys: readonly string[],
    value: SecretValueWish,
    how: WorkHow,
  ): Promise<SecretsChanged> {
    const { file } = await placeOf(this.options.dir, given.endsWith('.age') ? given : `${given}.age`);
    if (rules.secrets.some((rule) => rule.file === file)) throw exists(file);
    const planned = planRules(this.options.source, { kind: 'add', file, keys });
    const rule = planned?.rules.secrets.find((one) => one.file === file);
    if (!planned || !rule) throw new Error(`no rule was planned for ${file}`);
    const made = valueOf(value, file);
    try {
      const title = `secret ${file} made`;
      const texts = this.texts(title, textsOf(planned));
      const changed = await this.sealing.seal(title, [{ rule, content: made.content }], how, {
        fresh: [file],
        texts,
      });
      return made.public === null ? changed : { ...changed, public: made.public };
    } finally {
      made.content.fill(0);
    }
  }

  /**
   * Gives a secret other recipients: in the rules and in the file. Throws `secret-unknown`, `bad-recipient`, `not-literal`
   * where the rules take its keys from a group, and what rekeying throws.
   */
  async recipients(
    rules: SecretRules,
    given: string,
    { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
    how: WorkHow,
  ): Promise<SecretsChanged> {
    const { file } = ruleFor(rules, given);
    const planned = planRules(this.options.source, { kind: 'recipients', file, add, remove });
    if (!planned) return { changed: [], verified: [], notes: [`The rules for ${file} are so already.`] };
    const wanted: Wanted[] = [];
    for (const rule of affected(rules, planned.rules)) {
      const { stats } = await placeOf(this.options.dir, rule.file);
      if (stats !== null) wanted.push({ rule });
    }
    const title = `recipients of ${file} changed`;
    const texts = textsOf(planned);
    if (wanted.length > 0) {
      return this.sealing.seal(title, wanted, how, { texts: this.texts(title, texts) });
    }
    await this.options.gestures.write(title, texts);
    return { changed: [], verified: [], notes: [`${file} is not there yet: only its rule was changed.`] };
  }

  /**
   * Gives a secret another name: the file, its rule, and paths in Nix files that lead to it. Throws `secret-unknown`,
   * `secret-exists`, `not-literal`.
   */
  async rename(rules: SecretRules, given: string, to: string): Promise<SecretsChanged> {
    const { dir, source, store } = this.options;
    const rule = ruleFor(rules, given);
    const from = await placeOf(dir, rule.file);
    const target = await placeOf(dir, to.endsWith('.age') ? to : `${to}.age`);
    if (from.stats === null) throw gone(rule.file);
    const planned = planRules(source, { kind: 'rename', file: rule.file, to: target.file });
    if (!planned) throw new Error(`no change was planned for ${rule.file}`);
    const { texts: references, mentions } = moveReferences(dir, rule.file, target.file);
    const texts = new Map([...references, ...textsOf(planned)]);
    const title = `secret ${rule.file} renamed to ${target.file}`;
    const changed = await store.change({
      title,
      write: [target.file],
      fresh: [target.file],
      remove: [rule.file],
      seal: ([slot]) => copied(from.target, slot),
      texts: this.texts(title, texts),
    });
    const left = mentions.filter((mention) => !mention.startsWith(`${planned.file}:`));
    return {
      changed: [...changed, ...texts.keys()],
      verified: [target.file],
      notes: left.length === 0 ? [] : [`Look at what still names it: ${left.slice(0, 10).join(', ')}.`],
    };
  }

  /**
   * Takes a secret and its rule away; what it held is kept for some days. Throws `conflict` where hosts use it and that is not
   * `forced`.
   */
  async remove(rules: SecretRules, given: string, forced: boolean): Promise<SecretsChanged> {
    const { dir, source, store, usedBy } = this.options;
    const rule = ruleFor(rules, given);
    const users = await usedBy(rule.file);
    if (users.length > 0 && !forced) {
      throw new AppError('conflict', `${rule.file} is used by ${users.join(', ')}.`, {
        hint: 'Nothing was removed. Take it out of their configuration first, or say --force.',
        detail: { file: rule.file, hosts: [...users] },
      });
    }
    const planned = planRules(source, { kind: 'remove', file: rule.file });
    if (!planned) throw new Error(`no change was planned for ${rule.file}`);
    const title = `secret ${rule.file} removed`;
    const { stats } = await placeOf(dir, rule.file);
    const changed = await store.change({
      title,
      write: [],
      remove: stats === null ? [] : [rule.file],
      seal: async () => [],
      texts: this.texts(title, textsOf(planned)),
    });
    const notes =
      users.length === 0 ? [] : [`It is still named in the configuration of ${users.join(', ')}.`];
    return { changed: [...changed, planned.file], verified: [], notes };
  }

  private texts(title: string, texts: ReadonlyMap<string, TextChange>): NonNullable<SecretChange['texts']> {
    let takeBack = async (): Promise<void> => undefined;
    return {
      after: new Map([...texts].map(([file, { after }]) => [file, after])),
      write: async () => {
        takeBack = await this.options.gestures.write(title, texts);
      },
      takeBack: () => takeBack(),
    };
  }
}

const textsOf = ({ file, before, after }: PlannedRules): Map<string, TextChange> =>
  new Map([[file, { before, after }]]);

/** Rules that want other keys than before, or a file in another form. */
function affected(before: SecretRules, after: SecretRules): SecretRule[] {
  const form = ({ armor, wanted }: SecretRule): string =>
    JSON.stringify([armor, wanted.map(({ key }) => bareKey(key))]);
  const known = new Map(before.secrets.map((rule) => [rule.file, form(rule)]));
  return after.secrets.filter((rule) => known.get(rule.file) !== form(rule));
}

/** The same bytes under another name, on the disk. */
async function copied(source: string, slot: Slot | undefined): Promise<Sealed[]> {
  if (!slot) throw new Error('no place was made for the new name');
  await copyFile(source, slot.temporary);
  const handle = await open(slot.temporary, 'r');
  await handle.sync().finally(() => handle.close());
  const after = createHash('sha256')
    .update(await readFile(slot.temporary))
    .digest('hex');
  return [{ file: slot.file, before: null, after }];
}

const exists = (file: string): AppError =>
  new AppError('secret-exists', `There is a rule for ${file} already.`, {
    hint: 'Nothing was written. Without recipients it is made for those of its rule.',
    detail: { file },
  });

const gone = (file: string): AppError =>
  new AppError('secret-unknown', `${file} is not there.`, {
    hint: `Make it with snowfleet secrets create ${path.posix.basename(file)}.`,
    detail: { file },
  });
