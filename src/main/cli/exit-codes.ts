import type { ErrorCode, Finding, HostOutcome } from '../../shared/contract';

/** What each exit code means, as `--help` prints it. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  unitsFailed: 4,
  rolledBack: 5,
  unknown: 6,
  cancelled: 130,
} as const;

/** The exit code for an error: refused by a rule, used wrongly, cancelled, or simply failed. */
export function exitCodeOfError(code: ErrorCode): number {
  switch (code) {
    case 'usage':
    case 'bad-host-name':
    case 'unknown-host':
    case 'unknown-recipe':
    case 'unknown-builder':
    case 'secret-unknown':
    case 'unknown-image':
    case 'unknown-drive':
    case 'not-a-flake':
    case 'no-hosts':
      return EXIT.usage;
    case 'conflict':
    case 'unmet':
    case 'unknown-option':
    case 'unknown-feature':
    case 'wrong-type':
    case 'not-literal':
    case 'no-effect':
    case 'recipe-broken':
    case 'confirmation-needed':
    case 'generation-held':
    case 'secret-exists':
    case 'secret-empty':
    case 'bad-recipient':
    case 'mixed-recipients':
    case 'drive-refused':
    case 'drive-changed':
    case 'checksum-wrong':
    case 'image-too-big':
      return EXIT.refused;
    case 'cancelled':
      return EXIT.cancelled;
    default:
      return EXIT.failed;
  }
}

function exitCodeOfOutcome(outcome: HostOutcome): number {
  switch (outcome) {
    case 'unchanged':
    case 'switched':
      return EXIT.done;
    case 'failed':
    case 'skipped':
      return EXIT.failed;
    case 'units-failed':
      return EXIT.unitsFailed;
    case 'rolled-back':
      return EXIT.rolledBack;
    case 'unknown':
      return EXIT.unknown;
  }
}

/** A selection exits with the highest code of its hosts. */
export function exitCodeOfOutcomes(outcomes: readonly HostOutcome[]): number {
  return Math.max(EXIT.done, ...outcomes.map(exitCodeOfOutcome));
}

/** `check` refuses when there is an error among the findings. */
export function exitCodeOfFindings(findings: readonly Finding[]): number {
  return findings.some((finding) => finding.severity === 'error') ? EXIT.refused : EXIT.done;
}
