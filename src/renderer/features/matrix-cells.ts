import type { Board, BoardHost, OptionRow, OptionValue, Place } from '../../shared/contract';
import { boardIndex, shortPath } from '../../shared/features';
import { type ChipLook, type FeatureMark, lookOf } from './board-model';
import { chipWords, LOOKS } from './chip-words';
import { cellWords } from './option-text';
import type { IconName } from '../ui';

/** How a cell looks; `off` and `default` say nothing of the host. */
export type CellLook = ChipLook | 'off' | 'written-off' | 'set' | 'default' | 'overridden' | 'wanted';

/** One host's value, ready to be drawn. */
export interface Cell {
  readonly text: string;
  readonly look: CellLook;
  /** The mark beside the value; a click on it leads to `place`. */
  readonly icon: IconName | null;
  /** The whole of it in words, for a tip and for a screen reader. */
  readonly words: string;
  /** The line that decides. */
  readonly place: Place | null;
}

function at(place: { file: string; line: number } | undefined): string {
  return place ? `, ${place.file}:${place.line}` : '';
}

const OFF: Cell = { text: '–', look: 'off', icon: null, words: 'off', place: null };

/** A feature's switch on a host. */
export function featureCell(
  board: Board,
  lane: BoardHost,
  path: string,
  isDrafted: boolean,
  mark: FeatureMark | undefined,
): Cell {
  const index = boardIndex(board);
  const state = index.lane(lane.host).states.get(path);
  if (!state) return OFF;
  const place = state.place ?? null;
  if (mark?.kind === 'overridden') {
    return {
      text: state.on ? 'on' : 'off',
      look: 'overridden',
      icon: 'alert',
      words: mark.reason,
      place: place ?? mark.place ?? null,
    };
  }
  const look = index.catalogue.has(path) ? lookOf(state, isDrafted, mark) : 'undeclared';
  if (look === null) {
    return {
      text: 'off',
      look: isDrafted ? 'draft' : 'written-off',
      icon: isDrafted ? 'draft' : null,
      words: `off, written${at(state.place)}`,
      place,
    };
  }
  const chip = { path, name: '', category: '', look, state, ...(mark ? { inert: mark.reason } : {}) };
  const words = look === 'inert' || !mark ? chipWords(chip) : `${chipWords(chip)}. ${mark.reason}`;
  const text = look === 'computed' ? 'computed' : state.on ? 'on' : 'off';
  return { text, look, icon: LOOKS[look].icon, words, place };
}

function defaultCell(option: OptionRow): Cell {
  if (!option.hasDefault) {
    const hasEmpty = option.editor.kind === 'strings' || option.type.startsWith('attribute set');
    return hasEmpty
      ? { text: '–', look: 'default', icon: null, words: 'empty, nothing is set', place: option.place }
      : {
          text: '–',
          look: 'wanted',
          icon: null,
          words: 'no value, and it has no default',
          place: option.place,
        };
  }
  const isKnown = 'default' in option;
  return {
    text: isKnown ? cellWords(option.default) : 'default',
    look: 'default',
    icon: null,
    words: isKnown ? `${cellWords(option.default)} by default` : 'its default, which Nix computes',
    place: option.place,
  };
}

const STATE_ICON: Record<OptionValue['state'], IconName | null> = {
  set: null,
  inherited: 'inherit',
  forced: 'forced',
  computed: 'computed',
};

function stateWords({ state, place, mark }: OptionValue): string {
  const where = `${place.file}:${place.line}`;
  if (mark) return mark.reason;
  switch (state) {
    case 'set':
      return `set in ${where}`;
    case 'inherited':
      return `from ${where}, which other hosts share`;
    case 'forced':
      return `forced in ${where}`;
    case 'computed':
      return `computed by an expression in ${where}`;
  }
}

/** The value an option has on the host at `index` of its row; undefined where the default holds. */
export function valueAt(option: OptionRow, index: number): OptionValue | undefined {
  return option.values[option.of[index] ?? -1];
}

/** An option on a host. */
export function optionCell(option: OptionRow, index: number, isDrafted: boolean): Cell {
  const value = valueAt(option, index);
  if (!value) return defaultCell(option);
  const text = value.value === null && value.text !== 'null' ? value.text : cellWords(value.value);
  const words = `${text}, ${stateWords(value)}`;
  const place = value.mark?.place ?? value.place;
  if (!option.declared) {
    return {
      text,
      look: 'undeclared',
      icon: 'alert',
      words: `${text}, assigned in ${value.place.file}:${value.place.line}, but no module declares it`,
      place,
    };
  }
  if (value.mark?.kind === 'overridden') return { text, look: 'overridden', icon: 'alert', words, place };
  if (value.mark?.kind === 'inert') return { text, look: 'inert', icon: 'inert', words, place };
  if (isDrafted && value.state === 'set') return { text, look: 'draft', icon: 'draft', words, place };
  return { text, look: value.state, icon: STATE_ICON[value.state], words, place };
}

/** Whether the draft changed an option or a switch on a host. */
export function draftChanged(
  drafted: ReadonlySet<string> | undefined,
  path: string,
  roots: readonly string[],
): boolean {
  return drafted !== undefined && drafted.size > 0 && drafted.has(shortPath(path, roots));
}
