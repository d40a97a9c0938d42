/** Bytes of one stream, at most `limit` of them: the first ones, or the last ones where the end tells more. */
export interface OutputKeeper {
  push(chunk: Buffer): void;
  text(): string;
  readonly truncated: boolean;
}

/** Keeps what `which` names of a stream; a UTF-8 sequence cut by the limit is dropped whole. */
export function createOutputKeeper(limit: number, which: 'first' | 'last'): OutputKeeper {
  let chunks: Buffer[] = [];
  let size = 0;
  let truncated = false;

  const pushFirst = (chunk: Buffer): void => {
    const room = limit - size;
    if (chunk.length > room) truncated = true;
    if (room <= 0) return;
    const kept = chunk.subarray(0, room);
    chunks.push(kept);
    size += kept.length;
  };

  const pushLast = (chunk: Buffer): void => {
    chunks.push(chunk);
    size += chunk.length;
    // Joining only at twice the limit keeps the cost of a flood linear.
    if (size <= limit * 2) return;
    const tail = Buffer.concat(chunks).subarray(-limit);
    chunks = [Buffer.from(tail)];
    size = tail.length;
    truncated = true;
  };

  return {
    push: which === 'first' ? pushFirst : pushLast,
    text: () => {
      const all = Buffer.concat(chunks);
      if (which === 'first') return (truncated ? all.subarray(0, wholeEnd(all)) : all).toString('utf8');
      if (all.length > limit) truncated = true;
      const tail = all.subarray(Math.max(0, all.length - limit));
      return (truncated ? tail.subarray(wholeStart(tail)) : tail).toString('utf8');
    },
    get truncated() {
      return truncated || size > limit;
    },
  };
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function wholeStart(bytes: Buffer): number {
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start += 1;
  return start;
}

function wholeEnd(bytes: Buffer): number {
  let lead = bytes.length - 1;
  while (lead >= 0 && bytes.length - lead < 4 && isContinuation(bytes[lead])) lead -= 1;
  const byte = bytes[lead];
  if (byte === undefined || byte < 0xc0) return bytes.length;
  const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
  return bytes.length - lead < needs ? lead : bytes.length;
}
