/** When a day of a date field begins here, `later` days on, in ISO 8601; null where there is none. */
export function dayBegins(day: string, later = 0): string | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  const begins = new Date(Number(year), Number(month) - 1, Number(date) + later);
  return Number.isNaN(begins.getTime()) ? null : begins.toISOString();
}
