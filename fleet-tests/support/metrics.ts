/** Metrics named in PromQL, and where a metric can come from. */

/** Words of PromQL that look like metrics and are not. */
const WORDS = new Set(
  `and or unless on ignoring group_left group_right by without offset bool start end inf nan
  sum min max avg group stddev stdvar count count_values bottomk topk quantile
  abs absent absent_over_time ceil changes clamp clamp_max clamp_min day_of_month day_of_week day_of_year days_in_month
  delta deriv exp floor histogram_quantile holt_winters hour idelta increase irate label_join label_replace ln log2 log10
  minute month predict_linear rate resets round scalar sgn sort sort_desc sqrt time timestamp vector year
  avg_over_time min_over_time max_over_time sum_over_time count_over_time quantile_over_time stddev_over_time
  stdvar_over_time last_over_time present_over_time`.split(/\s+/),
);

/** The metrics an expression reads. */
export function metricsIn(expression: string): string[] {
  const plain = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
    .replaceAll(/\{[^}]*\}/g, '{}')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\$\w+/g, '');
  return [...plain.matchAll(/(?<![\w:.])[a-zA-Z_:][\w:]*/g)]
    .map(([name]) => name)
    .filter((name) => !WORDS.has(name.toLowerCase()));
}

/** Metrics of programs that are no feature's own, with whose they are. */
export const WELL_KNOWN: readonly [RegExp, string][] = [
  [/^(up|scrape_\w+|ALERTS(_FOR_STATE)?)$/, 'Prometheus, about every target'],
  [/^(go|process|promhttp)_\w+$/, 'the client library of every exporter in Go'],
];
