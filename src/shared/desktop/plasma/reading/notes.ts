import type { NotUnderstood, NotUnderstoodWhy, Sourced } from '../../model';
import { type Setting, settingAt, sourced } from '../setting';

/** Reads values below one set, and notes what does not read. */
export class Reading {
  constructor(
    readonly root: Setting | undefined,
    /** The option the set is: `programs.plasma`, `programs.plasma.panels.0`. */
    readonly path: string,
    readonly notes: NotUnderstood[],
  ) {}

  /** The setting at a dotted path; undefined where nothing is written, or null. */
  at(path: string): Setting | undefined {
    return settingAt(this.root, path.split('.'));
  }

  /** The same below. */
  below(path: string): Reading {
    return new Reading(this.at(path), `${this.path}.${path}`, this.notes);
  }

  note(path: string, why: NotUnderstoodWhy, setting: Setting, because?: string): undefined {
    this.notes.push({
      text: path === '' ? this.path : `${this.path}.${path}`,
      why,
      ...(setting.from && { from: setting.from }),
      ...(because !== undefined && { because }),
    });
    return undefined;
  }

  private wrong(path: string, setting: Setting, wanted: string): undefined {
    return setting.kind === 'computed'
      ? this.note(path, 'computed', setting, `What it is only Nix knows: ${shortened(setting.text)}.`)
      : this.note(path, 'invalid', setting, `It is not ${wanted}.`);
  }

  text(path: string): Sourced<string> | undefined {
    const setting = this.at(path);
    if (!setting) return undefined;
    return setting.kind === 'value' && typeof setting.value === 'string'
      ? sourced(setting.value, setting)
      : this.wrong(path, setting, 'text');
  }

  /** A whole number that is no less than `least`. */
  whole(path: string, least: number): Sourced<number> | undefined {
    const setting = this.at(path);
    if (!setting) return undefined;
    const isRight =
      setting.kind === 'value' &&
      typeof setting.value === 'number' &&
      Number.isSafeInteger(setting.value) &&
      setting.value >= least;
    return isRight
      ? sourced(Number(setting.value), setting)
      : this.wrong(path, setting, `a whole number from ${least}`);
  }

  flag(path: string): Sourced<boolean> | undefined {
    const setting = this.at(path);
    if (!setting) return undefined;
    return setting.kind === 'value' && typeof setting.value === 'boolean'
      ? sourced(setting.value, setting)
      : this.wrong(path, setting, 'true or false');
  }

  oneOf<const Word extends string>(path: string, words: readonly Word[]): Sourced<Word> | undefined {
    const setting = this.at(path);
    if (!setting) return undefined;
    const word = words.find((each) => setting.kind === 'value' && setting.value === each);
    return word !== undefined
      ? sourced(word, setting)
      : this.wrong(path, setting, `one of ${words.join(', ')}`);
  }

  /** A list of texts; those that only Nix knows are noted and left out. */
  texts(path: string): Sourced<readonly string[]> | undefined {
    const setting = this.at(path);
    if (!setting) return undefined;
    if (setting.kind !== 'list') return this.wrong(path, setting, 'a list');
    const found = setting.items.flatMap((item, index) => {
      if (item.kind === 'value' && typeof item.value === 'string') return [item.value];
      this.wrong(`${path}.${index}`, item, 'text');
      return [];
    });
    return sourced(found, setting);
  }
}

const LONGEST = 60;

/** A piece of source on one line, cut off where it is long. */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
