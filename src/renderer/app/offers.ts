/** Something an area can do for the user, known to palette and help by name and keys. */
export interface Offer {
  readonly id: string;
  readonly words: string;
  /** As printed: `Ctrl Shift D`. */
  readonly keys: string;
  /** Whether it would do something now. */
  available(): boolean;
  run(): void;
}

/** What one area offers; `more` are keys that are no actions of their own. */
export interface OfferGroup {
  readonly title: string;
  readonly offers: readonly Offer[];
  readonly more: readonly (readonly [keys: string, words: string])[];
}

const groups: OfferGroup[] = [];

/** Said once by an area, when it is loaded. The frame knows no area; this is how it hears of them. */
export function offer(group: OfferGroup): void {
  groups.push(group);
}

export function offered(): readonly OfferGroup[] {
  return groups;
}
