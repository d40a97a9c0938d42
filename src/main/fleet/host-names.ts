import { AppError, isAppError } from '../../shared/contract';
import type { Nix } from '../nix';

/** Milliseconds evaluation is given to list the hosts of a flake that computes them. */
const PATIENCE_MS = 1000;

/** What evaluation says of a flake whose hosts source alone cannot list. */
export type HostNames =
  | { readonly confirmed: true; readonly names: readonly string[] }
  /** The static result stands; `reason` is the end of "…, because …". */
  | { readonly confirmed: false; readonly reason: string };

/** Asks Nix for the names in `nixosConfigurations`, once for each state of the source. */
export class HostNameReader {
  private known: { readonly sourceHash: string; readonly answer: Promise<HostNames> } | undefined;

  constructor(
    private readonly nix: Pick<Nix, 'hostNames'>,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Never throws; takes a second at most. */
  read(dir: string, sourceHash: string): Promise<HostNames> {
    if (this.known?.sourceHash !== sourceHash) this.known = { sourceHash, answer: this.ask(dir) };
    return this.known.answer;
  }

  private async ask(dir: string): Promise<HostNames> {
    const patience = AbortSignal.timeout(this.patienceMs);
    const asking = this.nix.hostNames({ dir }, { signal: patience }).then(
      (names): HostNames => ({ confirmed: true, names }),
      (error: unknown): HostNames => ({ confirmed: false, reason: reasonOf(error) }),
    );
    // A child that does not die at once must not make the reader wait.
    const late = new Promise<HostNames>((resolve) => {
      patience.addEventListener('abort', () => resolve({ confirmed: false, reason: LATE }), { once: true });
    });
    return Promise.race([asking, late]);
  }
}

const LATE = 'Nix did not answer within a second';

function reasonOf(error: unknown): string {
  if (isAppError(error, 'cancelled') || isAppError(error, 'timeout')) return LATE;
  if (error instanceof AppError) return error.message.replace(/\.$/, '');
  return 'Nix could not be asked';
}
