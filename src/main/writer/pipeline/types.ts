import type { ByteRange, WriteProgress } from '../../../shared/contract';

/** An open drive. Positions and lengths are whole sectors; memory is page-aligned. Throws AppErrors `drive-…`. */
export interface OpenDrive {
  readonly bytes: number;
  readonly sectorBytes: number;
  write(from: Uint8Array, at: number): Promise<void>;
  /** Reads from the drive itself, never from the machine's memory. */
  read(into: Uint8Array, at: number): Promise<void>;
  /** Returns when the drive says that it has kept everything. */
  sync(): Promise<void>;
}

/** The unpacked image, read in order into slots. */
export interface ImageSource {
  /** Whether reading includes unpacking; for the word that names the bottleneck. */
  readonly unpacks: boolean;
  /** Fills a slot; fewer bytes than a block only at the end, and 0 behind it. Calls may overlap and are answered in order. */
  fill(slot: number): Promise<number>;
}

/** SHA-256 over slots in the order of the calls, which may overlap. */
export interface ImageHasher {
  /** Takes the next bytes of the image in; resolves when the slot may be used again. */
  learn(slot: number, bytes: number): Promise<void>;
  /** Of all that was learnt, as hex. */
  digest(): Promise<string>;
  /** Takes bytes read back, again from the beginning; whether all so far equals what was learnt at the same place. */
  compare(slot: number, bytes: number): Promise<boolean>;
}

/** One image onto one drive. */
export interface WriteDriveOptions {
  readonly source: ImageSource;
  readonly hasher: ImageHasher;
  readonly drive: OpenDrive;
  /** Of the unpacked image, known beforehand. */
  readonly imageBytes: number;
  /** Stretches of the image that must be written; what lies outside of them and is empty is left as it is on the drive. */
  readonly blockMap?: readonly ByteRange[] | undefined;
  readonly signal: AbortSignal;
  readonly report: (progress: WriteProgress) => void;
  /** Milliseconds without any movement after which the write is given up; three minutes where absent. */
  readonly stallLimitMs?: number | undefined;
}

/** What was written; times in seconds. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
  readonly skippedBytes: number;
  readonly writeSeconds: number;
  readonly verifySeconds: number;
}
