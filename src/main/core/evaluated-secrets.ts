import { z } from 'zod';
import type { Fleet } from '../fleet';
import type { Nix } from '../nix';
import type { EvaluatedUses } from '../secrets';

/** Files of the secrets each host declares, by their names; null for a host that cannot be evaluated. */
const EXPRESSION = `cs: builtins.mapAttrs (_: c: let
  files = builtins.mapAttrs (_: s: builtins.unsafeDiscardStringContext (toString s.file)) (c.config.age.secrets or { });
  tried = builtins.tryEval (builtins.deepSeq files files);
in if tried.success then tried.value else null) cs`;

const answerSchema = z.record(z.string(), z.record(z.string(), z.string()).nullable());
/** Nix evaluates a copy of the fleet in its store. */
const STORE_SOURCE = /^\/nix\/store\/[0-9a-z]{32}-[^/]+\/(?<inside>.+)$/;

/** What Nix says that hosts declare, for as long as the source stays what it was asked about. */
export class EvaluatedSecrets {
  private last: { readonly sourceHash: string; readonly uses: EvaluatedUses } | null = null;

  constructor(
    private readonly fleet: Pick<Fleet, 'dir' | 'source'>,
    private readonly nix: () => { readonly nix: Nix; readonly standIn: boolean },
  ) {}

  /** The last answer where it is of the source as it stands; else none. */
  async known(): Promise<EvaluatedUses> {
    const { sourceHash } = (await this.fleet.source()).summary;
    return this.last?.sourceHash === sourceHash ? this.last.uses : new Map();
  }

  /** Asks Nix, once for each state of the source. Throws what evaluating throws. */
  async ask(signal?: AbortSignal): Promise<EvaluatedUses> {
    const known = await this.known();
    if (known.size > 0) return known;
    const { sourceHash } = (await this.fleet.source()).summary;
    const { nix, standIn } = this.nix();
    const of = { dir: this.fleet.dir, standIn };
    const request = { apply: EXPRESSION, ...(signal ? { signal } : {}) };
    const [{ sub }, raw] = await Promise.all([
      nix.locate(of),
      nix.evaluateAttribute(of, 'nixosConfigurations', request),
    ]);
    const uses = new Map<string, Record<string, string>>();
    for (const [host, files] of Object.entries(answerSchema.parse(raw)))
      if (files !== null) uses.set(host, inFleet(files, sub));
    this.last = { sourceHash, uses };
    return uses;
  }
}

/** Files of the fleet under their own names. */
function inFleet(files: Readonly<Record<string, string>>, sub: string): Record<string, string> {
  const prefix = sub === '' ? '' : `${sub}/`;
  const own = (file: string): string => {
    const inside = STORE_SOURCE.exec(file)?.groups?.['inside'];
    return inside?.startsWith(prefix) === true ? inside.slice(prefix.length) : file;
  };
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, own(file)]));
}
