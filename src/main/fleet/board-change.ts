import type { Board, BoardChange, BoardHost, Feature } from '../../shared/contract';
import { areEqual, Ledger } from '../../shared/changes';
import { packStates } from '../../shared/features';

/** Tells pages what of a board is news to them. */
export class BoardTeller {
  private readonly ledger = new Ledger();
  private readonly hosts = this.ledger.list<BoardHost>(({ host }) => host);
  private readonly features = this.ledger.value<readonly Feature[]>(areEqual);

  since(revision: string | undefined, board: Board): BoardChange {
    this.hosts.note(board.hosts);
    this.features.note(board.features);
    const now = this.ledger.revision();
    const before = this.ledger.find(revision);
    const { changed, order } = this.hosts.since(before);
    const features = this.features.since(before);
    const names = new Map<string, number>();
    const packed = changed.map(({ states, ...host }) => ({ ...host, states: packStates(states, names) }));
    return {
      revision: now,
      featureRoots: board.featureRoots,
      readMs: board.readMs,
      ...(features ? { features: [...features] } : {}),
      names: [...names.keys()],
      hosts: { changed: packed, order: order && [...order] },
    };
  }
}
