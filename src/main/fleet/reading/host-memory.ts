import type { Feature } from '../../../shared/contract';
import type { StaticHost } from '../static/hosts';
import type { DeclaredOption } from './options';
import type { HostReading } from './read-fleet';

/** What the readings of all hosts of a fleet rest on. */
export interface Basis {
  readonly features: readonly Feature[];
  readonly declared: readonly DeclaredOption[];
  readonly featureRoots: readonly string[];
}

/** The last basis of each fleet, by folder. */
const known = new Map<string, { readonly basis: Basis; readonly hosts: Map<string, Remembered> }>();

interface Remembered {
  readonly host: StaticHost;
  readonly ownFiles: HostReading['ownFiles'];
  readonly marks: readonly unknown[];
  readonly reading: HostReading;
}

/**
 * Remembers the readings of a fleet's hosts from one reading to the next, so that a change of one host's file
 * costs one host's reading. Only equal input gives what is remembered: the same sets of the same parsed files
 * in the same order, and an equal basis.
 */
export class HostMemory {
  private constructor(
    /** The same object as last time when nothing in it changed. */
    readonly basis: Basis,
    private readonly hosts: Map<string, Remembered>,
  ) {}

  static of(dir: string, basis: Basis): HostMemory {
    const last = known.get(dir);
    if (last && isSameBasis(last.basis, basis)) return new HostMemory(last.basis, last.hosts);
    const hosts = new Map<string, Remembered>();
    known.set(dir, { basis, hosts });
    return new HostMemory(basis, hosts);
  }

  /** The reading of a host, worked out by `read` when it is not remembered. */
  reading(host: StaticHost, ownFiles: HostReading['ownFiles'], read: () => HostReading): HostReading {
    const last = this.hosts.get(host.name);
    if (last?.host === host && last.ownFiles === ownFiles) return last.reading;
    const marks = marksOf(host, ownFiles);
    if (last?.marks.length === marks.length && last.marks.every((mark, i) => mark === marks[i])) {
      this.hosts.set(host.name, { ...last, host, ownFiles });
      return last.reading;
    }
    const reading = read();
    this.hosts.set(host.name, { host, ownFiles, marks, reading });
    return reading;
  }
}

function isSameBasis(a: Basis, b: Basis): boolean {
  return (
    areSame(a.features, b.features) &&
    areSame(a.declared, b.declared) &&
    areSame(a.featureRoots, b.featureRoots)
  );
}

/** Whether two lists hold equal data in the same order; most of it is the same objects. */
function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return (
    a.length === b.length &&
    a.every((item, i) => item === b[i] || JSON.stringify(item) === JSON.stringify(b[i]))
  );
}

/** Everything of a host that its reading is made from, to be compared piece by piece. */
function marksOf(host: StaticHost, ownFiles: HostReading['ownFiles']): unknown[] {
  const { declared, deploy, complete, modules } = host;
  const marks: unknown[] = [complete, declared?.file, declared?.line, deploy.hostname, deploy.sshUser];
  marks.push(ownFiles.nixos.length, ...ownFiles.nixos, ...ownFiles.home);
  for (let i = 0; i < modules.length; i++) {
    const { scope, file, written, secrets } = modules[i]!;
    marks.push(scope, file);
    if (secrets) marks.push(JSON.stringify(secrets));
    for (let j = 0; j < written.length; j++) marks.push(written[j]!.node);
  }
  return marks;
}
