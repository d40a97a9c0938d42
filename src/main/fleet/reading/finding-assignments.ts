import type { Assignment, Finding } from '../../../shared/contract';
import { optionNames, optionPath, shortPath, withoutEnable } from '../../../shared/features';
import type { FindingInput } from './findings';
import { type DeclaredOption, fitsType, typeText } from './options';
import type { HostReading } from './read-fleet';

type OptionsByPath = ReadonlyMap<string, DeclaredOption>;

/** The system's options of a list of declarations, made once for all hosts. */
const optionsOf = new WeakMap<readonly DeclaredOption[], OptionsByPath>();

function systemOptions(declared: readonly DeclaredOption[]): OptionsByPath {
  const known = optionsOf.get(declared);
  if (known) return known;
  const made = new Map(
    declared.filter((option) => option.scope === 'nixos').map((option) => [option.path, option]),
  );
  optionsOf.set(declared, made);
  return made;
}

/** Assignments below a feature root that Nix would refuse, or that change nothing. */
export function assignmentFindings(host: HostReading, input: FindingInput): Finding[] {
  const { featureRoots } = input;
  const options = systemOptions(input.declared);
  const written = host.assignments.filter(
    ({ path, scope }) => scope === 'nixos' && featureRoots.some((root) => path.startsWith(`${root}.`)),
  );
  const finding = (
    rule: string,
    severity: Finding['severity'],
    { path, file, line }: Assignment,
    message: string,
  ): Finding => ({ rule, severity, message, host: host.name, path, file, line });
  const short = (path: string): string => shortPath(path, featureRoots);
  const byPath = groupByPath(written);
  return written.flatMap((one): Finding[] => {
    if (host.complete || options.size > 0) {
      if (!isDeclared(options, one.path)) {
        const message = `${withoutEnable(one.path)} is set, but no module declares it.`;
        return [finding('undeclared', 'error', one, message)];
      }
    }
    const type = options.get(one.path)?.parsedType;
    if (type !== undefined && !one.computed && !fitsType(type, one.value)) {
      const message = `${short(one.path)} takes ${typeText(type)}, not ${one.text}.`;
      return [finding('wrong-type', 'error', one, message)];
    }
    const beside = byPath.get(one.path) ?? [];
    const other = contradiction(beside, one);
    if (other) {
      const message = `${short(one.path)} is ${one.text} here and ${other.text} in ${other.file}:${other.line}; Nix refuses both.`;
      return [finding('contradiction', 'error', one, message)];
    }
    const winner = ineffectiveBeside(host, beside, one);
    if (winner) {
      const message = `${short(one.path)} = ${one.text} has no effect: ${winner.file}:${winner.line} decides.`;
      return [finding('ineffective', 'warning', one, message)];
    }
    const group = switchedOffGroup(host, options, one, featureRoots);
    if (group !== null) {
      const message = `${short(one.path)} changes nothing while ${short(group)} is off.`;
      return [finding('inert', 'warning', one, message)];
    }
    return [];
  });
}

/** Whether an option of that path, one above it (a free-form set) or one below it (a whole set) is declared. */
function isDeclared(options: OptionsByPath, path: string): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    if (options.has(path.slice(0, end))) return true;
  }
  return [...options.keys()].some((known) => known.startsWith(`${path}.`));
}

function groupByPath(assignments: readonly Assignment[]): ReadonlyMap<string, readonly Assignment[]> {
  const groups = new Map<string, Assignment[]>();
  for (const one of assignments) {
    const known = groups.get(one.path);
    if (known) known.push(one);
    else groups.set(one.path, [one]);
  }
  return groups;
}

/** Another plain assignment of the path with a different single value, told once: at the later of the two. */
function contradiction(beside: readonly Assignment[], one: Assignment): Assignment | undefined {
  if (!isCertain(one) || typeof one.value === 'object') return undefined;
  return beside.find(
    (other) =>
      other !== one &&
      isCertain(other) &&
      other.priority === one.priority &&
      typeof other.value !== 'object' &&
      other.value !== one.value &&
      beside.indexOf(other) < beside.indexOf(one),
  );
}

/** What decides instead of an assignment in the host's own file, where the owner surely meant it to count. */
function ineffectiveBeside(
  host: HostReading,
  beside: readonly Assignment[],
  one: Assignment,
): Assignment | undefined {
  if (one.wins || !isCertain(one) || !host.ownFiles.nixos.includes(one.file)) return undefined;
  return beside.find((other) => other.wins && other.value !== one.value);
}

function isCertain(one: Assignment): boolean {
  return !one.computed && one.condition === undefined;
}

/** The nearest set around the option whose `enable` is declared and surely off. */
function switchedOffGroup(
  host: HostReading,
  options: OptionsByPath,
  one: Assignment,
  featureRoots: readonly string[],
): string | null {
  if (!isCertain(one) || one.value === false || !host.ownFiles.nixos.includes(one.file)) return null;
  const parts = optionNames(withoutEnable(one.path));
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const group = optionPath(parts.slice(0, length));
    if (featureRoots.includes(group)) return null;
    if (!options.has(`${group}.enable`)) continue;
    const standing = host.standings.find((state) => state.path === group);
    return standing === undefined || (!standing.on && standing.state !== 'computed') ? group : null;
  }
  return null;
}
