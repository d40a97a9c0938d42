import type { ErrorCode } from '../../shared/contract';
import type { BuildFailure } from './build-tree';
import type { FleetFiles } from './fleet-files';

export interface FailureContext {
  readonly doing: 'evaluation' | 'build' | 'copy';
  readonly host?: string;
  readonly files?: FleetFiles;
  readonly standIn?: boolean;
  /** Builders that failed, as the event stream told. */
  readonly builds?: readonly BuildFailure[];
}

/** A failure in words. */
export interface Explanation {
  readonly code?: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly detail?: Record<string, unknown>;
}

/** One known cause: how Nix says it, and what a person is told. */
export interface Rule {
  readonly pattern: RegExp;
  explain(match: RegExpExecArray, text: string, context: FailureContext): Explanation;
}
