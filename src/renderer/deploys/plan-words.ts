import type { HostPlan, PackageChanges } from '../../shared/contract';
import { bytes } from '../ui';

export interface PackageRow {
  readonly kind: 'changed' | 'added' | 'removed';
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The package diff as rows: what changes, then what comes, then what goes; each by name. */
export function packageRows(changes: PackageChanges): PackageRow[] {
  const byName = (a: PackageRow, b: PackageRow): number => a.name.localeCompare(b.name);
  return [
    ...changes.changed
      .map(({ name, from, to }): PackageRow => ({ kind: 'changed', name, before: from, after: to }))
      .toSorted(byName),
    ...changes.added
      .map(({ name, version }): PackageRow => ({ kind: 'added', name, before: '', after: version }))
      .toSorted(byName),
    ...changes.removed
      .map(({ name, version }): PackageRow => ({ kind: 'removed', name, before: version, after: '' }))
      .toSorted(byName),
  ];
}

/** `7 packages, 61 MB more`; says so when nothing was compared. */
export function planSummary(plan: HostPlan): string {
  if (plan.unchanged) return 'unchanged';
  if (!plan.packages) return 'not compared';
  const count = plan.packages.added.length + plan.packages.removed.length + plan.packages.changed.length;
  const packages = count === 1 ? '1 package' : `${count} packages`;
  if (plan.bytes === undefined || plan.bytes === 0) return packages;
  return `${packages}, ${bytes(Math.abs(plan.bytes))} ${plan.bytes > 0 ? 'more' : 'less'}`;
}
