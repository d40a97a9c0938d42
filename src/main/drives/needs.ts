import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DriveWish } from '../../shared/contract';
import type { DriveNeeds } from '../../shared/drives';

/** What must not be lost, as paths that may hold links or not exist yet. */
export interface Precious {
  readonly fleets: readonly string[];
  readonly states: readonly string[];
  readonly writing: readonly string[];
  readonly allowLoops: boolean;
}

/** What drives are judged by, with every link followed. */
export async function needsOf(wish: DriveWish, precious: Precious): Promise<DriveNeeds> {
  const [image, fleets, states] = await Promise.all([
    wish.image === undefined ? null : realPlace(wish.image),
    Promise.all(precious.fleets.map(realPlace)),
    Promise.all(precious.states.map(realPlace)),
  ]);
  const { writing, allowLoops } = precious;
  return { imageBytes: wish.bytes ?? null, image, fleets, states, writing, allowLoops };
}

/** Where the path leads; for one that is not there, where the nearest folder above it leads. */
async function realPlace(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const real = await realpath(at).catch(() => null);
    if (real !== null) return real;
    if (at === dirname(at)) return at;
  }
}
