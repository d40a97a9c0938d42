import type { Feature, Finding } from '../../../shared/contract';
import { type NixProblem, type NixTree, findUndefined } from '../../../shared/nix-syntax';
import { assignmentFindings } from './finding-assignments';
import { ruleFindings } from './finding-rules';
import type { SourceFile } from '../static/value';
import type { FleetFiles } from './files';
import type { Basis } from './host-memory';
import type { DeclaredOption } from './options';
import type { HostReading } from './read-fleet';

/** What findings are found in. */
export interface FindingInput {
  readonly files: readonly SourceFile[];
  readonly hosts: readonly HostReading[];
  readonly features: readonly Feature[];
  readonly declared: readonly DeclaredOption[];
  readonly featureRoots: readonly string[];
}

/** Everything the source alone shows to be wrong, or worth a look. */
export function sourceFindings(input: FindingInput): Finding[] {
  return [
    ...input.files.flatMap(syntaxFindings),
    ...input.hosts.flatMap((host) => ofHost(host, input, rules, ruleFindings)),
    ...input.hosts.flatMap((host) => ofHost(host, input, assignments, assignmentFindings)),
  ];
}

/** Files that cannot be read or edited, and those too large to have been written by a person. */
export function fileFindings(files: FleetFiles): Finding[] {
  return [
    ...files.troubles().map(({ file, words }) => ({
      rule: 'unreadable-file',
      severity: 'error' as const,
      message: `${file} ${words}.`,
      file,
      line: 1,
    })),
    ...files.large().map(({ file, bytes }) => ({
      rule: 'large-file',
      severity: 'info' as const,
      message: `${file} has ${(bytes / 1e6).toFixed(0)} MB, so every change of it takes a moment to read.`,
      file,
      line: 1,
    })),
  ];
}

/** What was found on a host the last time, with what it was found by. */
type Found = WeakMap<HostReading, { readonly basis: Basis; readonly findings: readonly Finding[] }>;

const rules: Found = new WeakMap();
const assignments: Found = new WeakMap();

/** A reading that is the same object beside the same features and options has the same findings. */
function ofHost(
  host: HostReading,
  input: FindingInput,
  found: Found,
  find: (host: HostReading, input: FindingInput) => Finding[],
): readonly Finding[] {
  const last = found.get(host);
  if (
    last?.basis.features === input.features &&
    last.basis.declared === input.declared &&
    last.basis.featureRoots === input.featureRoots
  )
    return last.findings;
  const { features, declared, featureRoots } = input;
  const findings = find(host, input);
  found.set(host, { basis: { features, declared, featureRoots }, findings });
  return findings;
}

/** Undefined variables by tree: they are looked for once in each text. */
const undefinedIn = new WeakMap<NixTree, readonly NixProblem[]>();

function undefinedVariables(tree: NixTree): readonly NixProblem[] {
  const known = undefinedIn.get(tree);
  if (known) return known;
  const found = tree.errors.length > 0 ? [] : findUndefined(tree);
  undefinedIn.set(tree, found);
  return found;
}

function syntaxFindings({ file, tree }: SourceFile): Finding[] {
  return [
    ...undefinedVariables(tree).map((problem) => ({
      problem,
      rule: 'undefined',
      severity: 'error' as const,
    })),
    ...tree.errors.map((problem) => ({ problem, rule: 'syntax', severity: 'error' as const })),
    ...tree.warnings.map((problem) => ({ problem, rule: 'old-nix', severity: 'warning' as const })),
  ].map(({ problem, rule, severity }) => ({
    rule,
    severity,
    message: problem.message,
    file,
    line: problem.line,
  }));
}
