import type { ErrorShape, Packing } from '../../../shared/contract';
import type { Unpackers } from '../source';

/** What a thread is made for; the bundle of the helper starts itself again with one of these. */
export type ThreadTask =
  | {
      readonly kind: 'source';
      readonly memory: SharedArrayBuffer;
      /** Open for reading, at its beginning. */
      readonly fd: number;
      readonly packing: Packing;
      readonly unpackers: Unpackers;
    }
  | { readonly kind: 'hash'; readonly memory: SharedArrayBuffer }
  | {
      readonly kind: 'survey';
      readonly file: string;
      readonly packing: Packing;
      readonly unpackers: Unpackers;
      /** SHA-256 of the file as it is. */
      readonly hashes: boolean;
      /** Unpack all of it and count. */
      readonly counts: boolean;
    };

/** To `source`: fill this slot. Answered in order by how many bytes it holds. */
export interface FillRequest {
  readonly slot: number;
}
export type FillReply = { readonly bytes: number } | { readonly error: ErrorShape };

/** To `hash`. Answered in order. */
export type HashRequest =
  | { readonly kind: 'learn' | 'compare'; readonly slot: number; readonly bytes: number }
  | { readonly kind: 'digest' };
export type HashReply = { readonly equal: boolean } | { readonly digest: string };

/** From `survey`: how far, then what was found. */
export type SurveyReply =
  | { readonly done: number; readonly total: number }
  | { readonly sha256: string | null; readonly bytes: number | null }
  | { readonly error: ErrorShape };
