import { Terminal } from '@xterm/headless';
import { guardTerminal, SCREEN_OPTIONS } from '../guard';
import { type Cell, LOOK_NAMES, type Screen } from './cells';

/** Our terminal without a page: the same options and the same guard. */
export function createHeadless(cols: number, rows: number): Terminal {
  const terminal = new Terminal({ ...SCREEN_OPTIONS, cols, rows });
  guardTerminal(terminal);
  return terminal;
}

export function write(terminal: Terminal, bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve) => terminal.write(bytes, resolve));
}

/** What the terminal shows. */
export function shown(terminal: Terminal): Screen {
  const buffer = terminal.buffer.active;
  const cells: Cell[][] = [];
  for (let y = 0; y < terminal.rows; y++) {
    const line = buffer.getLine(buffer.baseY + y);
    const row: Cell[] = [];
    for (let x = 0; x < terminal.cols; x++) {
      const cell = line?.getCell(x);
      if (!cell || cell.getWidth() === 0) continue;
      const looks: Record<string, number> = {
        bold: cell.isBold(),
        dim: cell.isDim(),
        italic: cell.isItalic(),
        underline: cell.isUnderline(),
        blink: cell.isBlink(),
        inverse: cell.isInverse(),
        hidden: cell.isInvisible(),
        strike: cell.isStrikethrough(),
        overline: cell.isOverline(),
      };
      const colour = (isDefault: boolean, isRgb: boolean, value: number): number | string =>
        isDefault ? -1 : isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
      row.push({
        text: cell.getChars() || ' ',
        fg: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
        bg: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
        look: LOOK_NAMES.filter((name) => looks[name]).join(' '),
      });
    }
    cells.push(row);
  }
  return { cells, cursor: [buffer.cursorX, buffer.cursorY] };
}
