import type { Setting } from '../../../shared/desktop';
import type { ToldPiece, ToldPlace, ToldValue } from '../../fleet';

/** A text with what source does not know as it is written: `${pkgs.hello}/x`. */
const wordsOf = (pieces: readonly ToldPiece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : `\${${piece.source}}`)).join('');

const placed = (at: ToldPlace | null): { from?: ToldPlace } => (at ? { from: at } : {});

/** What source tells of an option, as settings that a reader of any desktop understands. */
export function settingOfTold(told: ToldValue): Setting {
  const from = placed(told.at);
  switch (told.kind) {
    case 'plain':
      return { kind: 'value', value: told.value, ...from };
    case 'text':
      return told.pieces.every(({ kind }) => kind === 'text')
        ? { kind: 'value', value: wordsOf(told.pieces), ...from }
        : { kind: 'computed', text: wordsOf(told.pieces), ...from };
    case 'path':
      return { kind: 'value', value: told.path, ...from };
    case 'list':
      return { kind: 'list', items: told.items.map(settingOfTold), ...from };
    case 'set':
      return {
        kind: 'set',
        entries: new Map(told.entries.map(([name, value]) => [name, settingOfTold(value)])),
        ...from,
      };
    case 'call':
      return { kind: 'computed', text: `${told.name} …`, ...from };
    case 'computed':
      return { kind: 'computed', text: told.text, ...from };
  }
}
