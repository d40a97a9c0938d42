import type { HostPlan, PackageChanges } from '../../shared/contract';
import { planNotices } from '../../shared/deploys';
import { harmless } from './io';
import { bytesInWords } from './table';

/** What a plan changes, a line each. */
export function planWords(of: HostPlan): string {
  if (of.unchanged) return `${of.host}: unchanged, runs ${of.to}`;
  const lines = [`${of.host}: ${of.from ?? '(not known)'} -> ${of.to}`];
  if (of.note !== undefined) lines.push(`  ${of.note}`);
  if (of.packages !== undefined) {
    const packages = packageLines(of.packages);
    lines.push(...(packages.length === 0 ? ['  no package changes'] : packages));
  }
  for (const verb of ['stop', 'restart', 'reload', 'start'] as const) {
    const units = of.units?.[verb] ?? [];
    if (units.length > 0) lines.push(`  ${verb}: ${units.join(' ')}`);
  }
  if (of.bytes !== undefined) lines.push(`  closure grows by ${bytesInWords(of.bytes)}`);
  if (of.copyBytes !== undefined) lines.push(`  at most ${bytesInWords(of.copyBytes)} to copy`);
  for (const { words, keeps } of planNotices(of)) lines.push(`  ${keeps ? '! ' : ''}${words}`);
  return harmless(lines.join('\n'));
}

/** Packages that come, go and change, a line each. */
export function packageLines({ added, removed, changed }: PackageChanges): string[] {
  return [
    ...added.map(({ name, version }) => `  + ${name} ${version}`),
    ...removed.map(({ name, version }) => `  - ${name} ${version}`),
    ...changed.map(({ name, from, to }) => `  ~ ${name} ${from} -> ${to}`),
  ];
}
