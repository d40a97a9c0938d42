import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AppError,
  type RuleWish,
  type SecretAge,
  type SecretsChanged,
  type SecretValueWish,
} from '../../../shared/contract';
import type { PlannedRules } from '../rules/edit/plan';
import type { SecretRule, SecretRules } from '../rules/model';
import { placeOf, type SecretChange, type SecretStore, type Sealed, type Slot } from '../store';
import { moveReferences, type TextChange } from './references';
import { ruleFor } from './resolve';
import { dueOn, type Rotation, rotationAt, withRotation } from './rotation-note';
import { rotationIn, TABLE, withRotationIn } from './rotation-table';
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
  /** What wishes would make of the rules; writes nothing. */
  readonly plan: (wishes: readonly RuleWish[]) => PlannedRules;
  readonly gestures: TextGestures;
  /** Hosts that use a secret. */
  readonly usedBy: (file: string) => Promise<readonly string[]>;
}

/** A text that tells when a secret got its value. */
interface RotationPlace {
  readonly file: string;
  readonly before: string;
  readonly rotation: Rotation | null;
  /** The text with another day. */
  readonly write: (next: Rotation) => string;
}

/** Work that changes rules and secrets in one step, all or none. */
export class RuleWork {
  constructor(
    private readonly options: RuleWorkOptions,
    private readonly sealing: Sealing,
  ) {}

  /**
   * Adds a rule and makes the secret, with the texts `beside` in the same step. Throws `secret-exists`, `bad-recipient`,
   * `secret-empty`, and what writing throws.
   */
  async create(
    rules: SecretRules,
    given: string,
    keys: readonly string[],
    value: SecretValueWish,
    how: WorkHow,
    beside: ReadonlyMap<string, TextChange> = new Map(),
  ): Promise<SecretsChanged> {
    const { file } = await placeOf(this.options.dir, given.endsWith('.age') ? given : `${given}.age`);
    if (rules.secrets.some((rule) => rule.file === file)) throw exists(file);
    const planned = this.planned([{ kind: 'add-rule', file, recipients: [...keys], armor: false }]);
    const rule = planned.rules.secrets.find((one) => one.file === file);
    if (!rule) throw new Error(`no rule was planned for ${file}`);
    const made = await valueOf(value, file);
    try {
      const title = `secret ${file} made`;
      const texts = this.texts(title, new Map([...planned.changes, ...beside]));
      const sealed = await this.sealing.seal(title, [{ rule, content: made.content }], how, {
        fresh: [file],
        texts,
      });
      const changed = { ...sealed, changed: [...sealed.changed, ...beside.keys()] };
      return made.public === null ? changed : { ...changed, public: made.public };
    } finally {
      made.content.fill(0);
    }
  }

  /**
   * Changes rules, and encrypts every secret anew whose recipients become others: both or neither. Throws what planning
   * throws (`secret-unknown`, `not-literal`, `conflict`, `no-effect`), and what rekeying throws.
   */
  async change(wishes: readonly RuleWish[], how: WorkHow): Promise<SecretsChanged> {
    const { dir, gestures } = this.options;
    const planned = this.planned(wishes);
    if (planned.texts.size === 0) {
      return { changed: [], verified: [], notes: ['The rules are so already.'] };
    }
    const wanted: Wanted[] = [];
    for (const file of planned.rekey) {
      const rule = planned.rules.secrets.find((one) => one.file === file);
      if (rule && (await placeOf(dir, file)).stats !== null) wanted.push({ rule });
    }
    const files = [...planned.texts.keys()];
    if (wanted.length > 0) {
      const together = { texts: this.texts(planned.title, planned.changes) };
      const sealed = await this.sealing.seal(planned.title, wanted, how, together);
      return { ...sealed, changed: [...sealed.changed, ...files] };
    }
    await gestures.write(planned.title, planned.changes);
    return { changed: files, verified: [], notes: [] };
  }

  /**
   * Gives a secret a new value, and notes the day beside its rule in the same step. `every`: days until it is due again, as
   * before where absent. Throws as writing does.
   */
  async rotate(
    rules: SecretRules,
    given: string,
    { value, every, today }: { value: SecretValueWish; every?: number | undefined; today: string },
    how: WorkHow,
  ): Promise<SecretsChanged & { file: string }> {
    const rule = ruleFor(rules, given);
    const made = await valueOf(value, rule.file);
    const title = `secret ${rule.file} rotated`;
    const note = this.rotationNote(rule, today, every);
    try {
      const together = note ? { texts: this.texts(title, new Map([note])) } : {};
      const sealed = await this.sealing.seal(title, [{ rule, content: made.content }], how, together);
      const notes = note ? [] : [`The day is not noted: the rule for ${rule.file} is computed.`];
      return {
        ...sealed,
        file: rule.file,
        changed: [...sealed.changed, ...(note ? [note[0]] : [])],
        notes: [...sealed.notes, ...notes],
        ...(made.public === null ? {} : { public: made.public }),
      };
    } finally {
      made.content.fill(0);
    }
  }

  /** How old each value is, by the notes beside the rules; those that are due first. */
  ages(rules: SecretRules, today: string): SecretAge[] {
    const ages = rules.secrets.map((rule): SecretAge => {
      const rotation = this.rotationOf(rule)?.rotation ?? null;
      const due = rotation && dueOn(rotation);
      const isOverdue = due !== null && due <= today;
      return { file: rule.file, rotated: rotation?.on ?? null, due, isOverdue };
    });
    const order = ({ due, rotated }: SecretAge): string => due ?? rotated ?? '9999';
    return ages.toSorted((a, b) => order(a).localeCompare(order(b)) || a.file.localeCompare(b.file));
  }

  /** Where the day of a secret stands or would stand, with what stands there; null where its rule is computed. */
  private rotationOf({ file, rules, place }: SecretRule): RotationPlace | null {
    const name = path.posix.basename(file, '.age');
    const table = path.posix.join(path.posix.dirname(rules), TABLE);
    const inTable = textOf(path.join(this.options.dir, table));
    const told = inTable === null ? null : rotationIn(inTable, name);
    if (inTable !== null && told !== null) {
      const write = (next: Rotation): string => withRotationIn(inTable, name, next);
      return { file: table, before: inTable, rotation: told, write };
    }
    const before = place && textOf(path.join(this.options.dir, place.file));
    if (!place || before === null) return null;
    const write = (next: Rotation): string => withRotation(before, place, next);
    return { file: place.file, before, rotation: rotationAt(before, place), write };
  }

  private rotationNote(
    rule: SecretRule,
    today: string,
    every: number | undefined,
  ): [file: string, change: TextChange] | null {
    const place = this.rotationOf(rule);
    if (!place) return null;
    const after = place.write({ on: today, every: every ?? place.rotation?.every ?? null });
    return [place.file, { before: place.before, after }];
  }

  /**
   * Gives a secret another name: the file, its rule, and paths in Nix files that lead to it. Throws `secret-unknown`,
   * `secret-exists`, `not-literal`.
   */
  async rename(rules: SecretRules, given: string, to: string): Promise<SecretsChanged> {
    const { dir, store } = this.options;
    const rule = ruleFor(rules, given);
    const from = await placeOf(dir, rule.file);
    const target = await placeOf(dir, to.endsWith('.age') ? to : `${to}.age`);
    if (from.stats === null) throw gone(rule.file);
    const planned = this.planned([{ kind: 'rename-rule', file: rule.file, to: target.file }]);
    const { texts: references, mentions } = moveReferences(dir, rule.file, target.file);
    const texts = new Map([...references, ...planned.changes]);
    const title = `secret ${rule.file} renamed to ${target.file}`;
    const changed = await store.change({
      title,
      write: [target.file],
      fresh: [target.file],
      remove: [rule.file],
      seal: ([slot]) => copied(from.target, slot),
      texts: this.texts(title, texts),
    });
    const left = mentions.filter((mention) => !planned.texts.has(mention.slice(0, mention.lastIndexOf(':'))));
    return {
      changed: [...changed, ...texts.keys()],
      verified: [target.file],
      notes: [
        ...(left.length === 0 ? [] : [`Look at what still names it: ${left.slice(0, 10).join(', ')}.`]),
        'To go back, rename it again: an undo of the draft takes back texts alone.',
      ],
    };
  }

  /**
   * Takes a secret and its rule away; what it held is kept for some days. Throws `conflict` where hosts use it and that is not
   * `forced`.
   */
  async remove(rules: SecretRules, given: string, forced: boolean): Promise<SecretsChanged> {
    const { dir, store, usedBy } = this.options;
    const rule = ruleFor(rules, given);
    const users = await usedBy(rule.file);
    if (users.length > 0 && !forced) {
      throw new AppError('conflict', `${rule.file} is used by ${users.join(', ')}.`, {
        hint: 'Nothing was removed. Take it out of their configuration first, or say --force.',
        detail: { file: rule.file, hosts: [...users] },
      });
    }
    const planned = this.planned([{ kind: 'remove-rule', file: rule.file }]);
    const title = `secret ${rule.file} removed`;
    const { stats } = await placeOf(dir, rule.file);
    const changed = await store.change({
      title,
      write: [],
      remove: stats === null ? [] : [rule.file],
      seal: async () => [],
      texts: this.texts(title, planned.changes),
    });
    const notes = [
      ...(users.length === 0 ? [] : [`It is still named in the configuration of ${users.join(', ')}.`]),
      `To bring it back, undo the change of its rule, then: snowfleet secrets restore ${rule.file}`,
    ];
    return { changed: [...changed, ...planned.texts.keys()], verified: [], notes };
  }

  /** A plan, with the texts it was worked out from: read in the same turn, so that nobody writes in between. */
  private planned(wishes: readonly RuleWish[]): PlannedRules & { changes: Map<string, TextChange> } {
    const planned = this.options.plan(wishes);
    const changes = new Map<string, TextChange>();
    for (const [file, after] of planned.texts) {
      changes.set(file, { before: textOf(path.join(this.options.dir, file)), after });
    }
    return { ...planned, changes };
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

/** Null where there is no such file. */
const textOf = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

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
