/**
 * Columns in plain text, two spaces apart, without lines. The last column is not padded. Empty cells are `-`, so
 * every row has as many words as the head.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map((cell) => (cell === '' ? '-' : cell)));
  const widths = head.map((_, column) => Math.max(...lines.map((row) => (row[column] ?? '').length)));
  return lines
    .map((row) => row.map((cell, column) => cell.padEnd(column < row.length - 1 ? (widths[column] ?? 0) : 0)))
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `1.5 MiB`; the sign is kept. */
export function bytesInWords(bytes: number): string {
  let [size, unit] = [Math.abs(bytes), 0];
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${bytes < 0 ? '-' : ''}${size.toFixed(digits)} ${UNITS[unit]}`;
}
