import type { Feature, Finding, Host } from '../../shared/contract';
import { areEqual, Ledger, type ListChange } from '../../shared/changes';
import type { FleetReading, HostReading } from './reading/read-fleet';

/** What the reading says of one host as far as screens of the whole fleet show it: everything but its assignments. */
export interface SourceHost extends Pick<
  HostReading,
  'name' | 'kind' | 'inFlake' | 'file' | 'line' | 'standings'
> {
  /** Of source; without `at`, which is the reading's. */
  readonly facts: Host['facts'];
}

/** What the reading is, in a few words. */
export interface SourceSummary extends Pick<
  FleetReading,
  'featureRoots' | 'hostsComplete' | 'sourceHash' | 'readAt' | 'readMs'
> {}

/** A reading as screens of the whole fleet see it. Parts that stay as they were are the same objects. */
export interface SourceView {
  readonly summary: SourceSummary;
  readonly hosts: readonly SourceHost[];
  readonly catalogue: readonly Feature[];
  readonly findings: readonly Finding[];
}

/** What became of a view since a revision of it. */
export interface SourceChange {
  readonly revision: string;
  readonly summary: SourceSummary;
  readonly hosts: ListChange<SourceHost>;
  /** Left out where it stayed as it was. */
  readonly catalogue?: readonly Feature[] | undefined;
  readonly findings?: readonly Finding[] | undefined;
}

const digests = new WeakMap<HostReading, SourceHost>();

function digestOf(reading: HostReading): SourceHost {
  const known = digests.get(reading);
  if (known) return known;
  const { name, kind, inFlake, file, line, standings, facts } = reading;
  const made = { name, kind, inFlake, file, line, standings, facts };
  digests.set(reading, made);
  return made;
}

/** Where the reading is made: tells what of its view is news. */
export class ViewTeller {
  private readonly ledger = new Ledger();
  private readonly hosts = this.ledger.list<SourceHost>(({ name }) => name);
  private readonly catalogue = this.ledger.value<readonly Feature[]>(areEqual);
  private readonly findings = this.ledger.value<readonly Finding[]>(areEqual);

  since(revision: string | undefined, reading: FleetReading): SourceChange {
    this.hosts.note(reading.hosts.map(digestOf));
    this.catalogue.note(reading.catalogue);
    this.findings.note(reading.findings);
    const now = this.ledger.revision();
    const before = this.ledger.find(revision);
    const { featureRoots, hostsComplete, sourceHash, readAt, readMs } = reading;
    return {
      revision: now,
      summary: { featureRoots, hostsComplete, sourceHash, readAt, readMs },
      hosts: this.hosts.since(before),
      catalogue: this.catalogue.since(before),
      findings: this.findings.since(before),
    };
  }
}
