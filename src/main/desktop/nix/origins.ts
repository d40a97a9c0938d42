import type { DesktopOrigin } from '../../../shared/contract';
import type { DesktopModel, Place } from '../../../shared/desktop';
import type { VirtualLine, VirtualText } from './virtual-text';

export type Origin = DesktopOrigin;

/** Puts the places of a reader back to where the values are written, and notes what is known of each. */
export class OriginBook {
  private readonly known = new Map<string, Origin>();
  private readonly own: ReadonlySet<string>;

  constructor(
    ownFiles: readonly string[],
    private readonly text: VirtualText | null,
  ) {
    this.own = new Set(ownFiles);
  }

  /** The model with places in the fleet. */
  placed(model: DesktopModel): DesktopModel {
    return this.mapped(model) as DesktopModel;
  }

  private mapped(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.mapped(item));
    if (typeof value !== 'object' || value === null) return value;
    const out: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(value)) {
      const place = name === 'from' && isPlace(inner) ? this.place(inner) : undefined;
      if (name !== 'from' || !isPlace(inner)) out[name] = this.mapped(inner);
      else if (place) out[name] = place;
    }
    return out;
  }

  private place(place: Place): Place | undefined {
    const source = this.text ? this.text.sourceOf(place) : place;
    const line = this.text?.lineOf(place);
    if (source && line) this.note(source, line);
    return source;
  }

  private note(place: Place, line: VirtualLine): void {
    const key = `${place.file}:${place.line}:${place.column ?? 1}`;
    if (this.known.has(key)) return;
    const because = whyNot(line);
    this.known.set(key, {
      file: place.file,
      line: place.line,
      column: place.column ?? 1,
      text: line.text.trim(),
      writable: because === null,
      because,
      forced: line.forced === true,
      // The fleet's own option is set in a file of the host.
      own: this.own.has(place.file) || isThroughOption(line),
    });
  }

  origins(): Origin[] {
    return [...this.known.values()];
  }
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'file' in value && 'line' in value;
}

/** Why a line cannot be written back, in a sentence; null where it can. */
export function whyNot(line: VirtualLine): string | null {
  const where = line.at ? `${line.at.file}:${line.at.line}` : 'other code';
  if (line.when.length > 0) return `It holds only if ${line.when.join(' and ')}.`;
  if (isThroughOption(line)) return null;
  if (line.kind === 'setting') return line.literal === null ? `It is computed in ${where}.` : null;
  const covered = line.stretches.reduce((sum, { length }) => sum + length, 0);
  const [first] = line.stretches;
  const isWhole = covered === line.text.length && line.stretches.every(({ file }) => file === first?.file);
  return isWhole ? null : `Part of the line is computed in ${where}.`;
}

/** Whether a line can be written by giving the option it comes from another value. */
export function isThroughOption({ through }: VirtualLine): boolean {
  return through !== null && (through.index === null || through.items !== null);
}
