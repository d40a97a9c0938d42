/** Bytes as people read them, decimal: `38 MB`. A sign is kept. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = Math.abs(count);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 0 : 1;
  return `${count < 0 ? '-' : ''}${value.toFixed(digits)} ${units[unit]}`;
}
