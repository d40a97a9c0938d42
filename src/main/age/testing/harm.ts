/** One way in which a file may have been harmed. */
export interface Harm {
  readonly name: string;
  readonly file: Buffer;
}

/** A file cut off at every byte, and with each of these bits turned at every byte up to `until`. */
export function* everyHarm(
  whole: Buffer,
  { bits, until = whole.length }: { readonly bits: readonly number[]; readonly until?: number },
): Generator<Harm> {
  for (let at = 0; at < until; at += 1) {
    yield { name: `cut off at ${at}`, file: whole.subarray(0, at) };
    for (const bit of bits) {
      const file = Buffer.from(whole);
      file[at]! ^= 1 << bit;
      yield { name: `bit ${bit} of byte ${at}`, file };
    }
  }
}
