import {
  parseFlag,
  parseMode,
  parseNumber,
  parsePosition,
  parseScale,
  parseTransform,
  type MonitorRule,
  type Place,
  type Sides,
} from '../model';

/** What changes no geometry. */
const OTHERS: ReadonlySet<string> = new Set(
  `bitdepth cm sdr_eotf sdrbrightness sdrsaturation vrr icc supports_wide_color supports_hdr sdr_min_luminance
  sdr_max_luminance min_luminance max_luminance max_avg_luminance`.split(/\s+/),
);

/** A monitor rule while it is put together. */
export type OpenMonitorRule = {
  -readonly [Part in keyof MonitorRule]: Part extends 'others'
    ? Record<string, MonitorRule['others'][string]>
    : MonitorRule[Part];
};

/** Sets one part of a monitor rule from its text, by the keys that monitorv2 and Lua use. */
export function setMonitorPart(
  rule: OpenMonitorRule,
  key: string,
  text: string,
  from: Place | undefined,
): 'set' | 'unknown' | 'invalid' {
  const sourced = <T>(value: T | undefined): { value: T; from?: Place } | undefined =>
    value === undefined ? undefined : { value, ...(from && { from }) };
  const put = <Part extends 'mode' | 'position' | 'scale' | 'transform' | 'disabled' | 'mirror' | 'reserved'>(
    part: Part,
    value: OpenMonitorRule[Part] | undefined,
  ): 'set' | 'invalid' => {
    if (value === undefined) return 'invalid';
    rule[part] = value;
    return 'set';
  };
  switch (key) {
    case 'mode':
      return put('mode', sourced(parseMode(text)));
    case 'position':
      return put('position', sourced(parsePosition(text)));
    case 'scale':
      return put('scale', sourced(parseScale(text)));
    case 'transform':
      return put('transform', sourced(parseTransform(text)));
    case 'disabled':
      return put('disabled', sourced(parseFlag(text)));
    case 'mirror':
      return put('mirror', sourced(text.trim()));
    case 'addreserved':
      return put('reserved', sourced(parseReserved(text.split(','))));
    default: {
      if (!OTHERS.has(key)) return 'unknown';
      rule.others[key] = { value: text.trim(), ...(from && { from }) };
      return 'set';
    }
  }
}

/** Top, bottom, left, right: the order of `addreserved`, unlike that of gaps. */
export function parseReserved(parts: readonly string[]): Sides | undefined {
  const [top, bottom, left, right] = parts.slice(0, 4).map((part) => parseNumber(part));
  if (top === undefined || bottom === undefined || left === undefined || right === undefined)
    return undefined;
  return { top, right, bottom, left };
}
