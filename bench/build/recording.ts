/** Derivations of the build that is drawn. */
export const DERIVATIONS = 5000;
/** Builders at work at the same time, and lines each of them prints. */
const LANES = 16;
const LINES_EACH = 4;
/** Derivations that one waits for, on average. */
const FAN_IN = 3;

export interface Recording {
  /** Each derivation with the one that waits for it. */
  readonly planned: readonly { readonly drv: string; readonly parent?: string }[];
  /** What Nix says while it builds them, in `--log-format internal-json`. */
  readonly lines: readonly string[];
}

const drvOf = (index: number): string =>
  `/nix/store/${String(index).padStart(32, '0')}-package-${index}-1.${index % 40}.drv`;

/** Of derivation 0, a system, each other is needed by one with a smaller number. */
const parentOf = (index: number): number => Math.floor((index - 1) / FAN_IN);

const event = (value: Record<string, unknown>): string => `@nix ${JSON.stringify(value)}`;

/** A build of {@link DERIVATIONS} derivations, as Nix 2.26 would tell it; the same every time. */
export function recordBuild(): Recording {
  const planned = Array.from({ length: DERIVATIONS }, (_, index) => ({
    drv: drvOf(index),
    ...(index === 0 ? {} : { parent: drvOf(parentOf(index)) }),
  }));
  const lines = [
    event({ action: 'start', id: 1, level: 0, parent: 0, text: '', type: 102 }),
    event({ action: 'start', id: 2, level: 0, parent: 0, text: '', type: 104 }),
  ];
  // From the far end of the tree to its root; so many at a time, each begun when another ends.
  const order = Array.from({ length: DERIVATIONS }, (_, index) => DERIVATIONS - 1 - index);
  const idOf = (index: number): number => 1000 + index;
  const counts = (done: number): string =>
    event({
      action: 'result',
      fields: [done, DERIVATIONS, Math.min(LANES, DERIVATIONS - done), 0],
      id: 2,
      type: 105,
    });
  order.forEach((index, position) => {
    const drv = drvOf(index);
    const text = `building '${drv}'`;
    lines.push(
      event({
        action: 'start',
        fields: [drv, '', 1, 1],
        id: idOf(index),
        level: 3,
        parent: 0,
        text,
        type: 105,
      }),
    );
    for (const phase of ['unpackPhase', 'buildPhase']) {
      lines.push(event({ action: 'result', fields: [phase], id: idOf(index), type: 104 }));
    }
    for (let line = 0; line < LINES_EACH; line += 1) {
      const words = `gcc -O2 -c part-${line}.c -o part-${line}.o`;
      lines.push(event({ action: 'result', fields: [words], id: idOf(index), type: 101 }));
    }
    const ended = order[position - LANES];
    if (ended === undefined) return;
    lines.push(event({ action: 'stop', id: idOf(ended) }), counts(position - LANES + 1));
  });
  for (const index of order.slice(-LANES)) lines.push(event({ action: 'stop', id: idOf(index) }));
  lines.push(counts(DERIVATIONS), event({ action: 'stop', id: 2 }), event({ action: 'stop', id: 1 }));
  return { planned, lines };
}
