import { type Play, playSchema } from '../../../shared/desktop';
import { keep, keptAs } from '../kept';

const keyOf = (name: string): string => `snowfleet:desktop:play:${name}`;

/** What was played on a desktop before the page was loaded again, or null. */
export const keptPlay = (name: string): Play | null => keptAs(keyOf(name), playSchema);

/** Keeps what is played until the window is closed; null forgets it. */
export const keepPlay = (name: string, play: Play | null): void => keep(keyOf(name), play);
