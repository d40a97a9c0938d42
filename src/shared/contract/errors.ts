import { z } from 'zod';

/**
 * Every code an error may carry across a door. A code is stable: scripts and the
 * page branch on it, so an entry is never renamed, only added.
 */
export const ERROR_CODES = [
  // use of the doors
  'usage',
  'unauthorised',
  'port-taken',
  'already-running',
  // fleet and source
  'not-a-flake',
  'no-hosts',
  'unreadable-file',
  'outside-fleet',
  'unknown-recipe',
  'recipe-broken',
  'recipe-failed',
  'just-absent',
  'confirmation-needed',
  'editor-absent',
  'editor-failed',
  'unknown-host',
  'bad-host-name',
  'unknown-feature',
  'unknown-option',
  'wrong-type',
  'not-literal',
  'no-effect',
  'conflict',
  'unmet',
  'syntax-error',
  'changed-outside',
  'nothing-to-undo',
  'nothing-to-redo',
  'nothing-to-commit',
  'nothing-to-resolve',
  'read-only',
  // secrets
  'secret-exists',
  'secret-unknown',
  'secret-empty',
  'secret-unreadable',
  'not-in-memory',
  // git
  'git-absent',
  'git-failed',
  'not-a-repository',
  'git-busy',
  'git-identity',
  // nix
  'nix-absent',
  'nix-too-old',
  'evaluation-failed',
  'build-failed',
  'copy-failed',
  'no-builders',
  'unknown-builder',
  // hosts
  'unreachable',
  'refused',
  'host-key-unknown',
  'host-key-changed',
  'authentication-failed',
  'remote-command-failed',
  'activation-failed',
  'not-confirmed',
  'sudo-refused',
  'not-ready',
  'unknown-generation',
  'generation-held',
  'unknown-run',
  'host-key-revoked',
  // credentials
  'keychain-absent',
  'keychain-locked',
  'keychain-changed',
  'keychain-timeout',
  'vault-locked',
  'vault-damaged',
  'wrong-passphrase',
  'prompt-dismissed',
  // age files and their keys
  'age-damaged',
  'age-unsupported',
  'bad-recipient',
  'mixed-recipients',
  'bad-identity',
  'no-identity',
  'passphrase-needed',
  // practice
  'practice-unavailable',
  'practice-down',
  // desktops
  'bad-desktop-case',
  'preview-impossible',
  // images and drives
  'unknown-image',
  'image-not-built',
  'image-unreadable',
  'image-damaged',
  'image-changed',
  'image-too-big',
  'checksum-wrong',
  'unpacker-absent',
  'lsblk-absent',
  'drives-unreadable',
  'eject-failed',
  'unknown-drive',
  'drive-refused',
  'drive-changed',
  'drive-busy',
  'drive-gone',
  'drive-failed',
  'drive-stalled',
  'verify-failed',
  'helper-absent',
  'helper-unsafe',
  'helper-failed',
  'agent-absent',
  'not-authorised',
  // jobs, state, machine
  'busy',
  'unknown-job',
  'cancelled',
  'disk-full',
  'state-damaged',
  'timeout',
  'internal',
] as const;

export const errorCodeSchema = z.enum(ERROR_CODES);
/** One of {@link ERROR_CODES}. */
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** The shape an error has on every wire: what happened, what to do next, machine-readable particulars. */
export const errorShapeSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  hint: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type ErrorShape = z.infer<typeof errorShapeSchema>;

/**
 * The only error that is meant to be read by a person. `message` says what happened in a sentence,
 * `hint` what the user can do, `detail` holds facts (file, line, host …) and never a secret.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly detail: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; detail?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint ?? '';
    this.detail = options.detail ?? {};
  }

  /** The wire form. */
  toShape(): ErrorShape {
    return { code: this.code, message: this.message, hint: this.hint, detail: this.detail };
  }
}

/** Whether `error` is an {@link AppError} (also across realms and bundles), optionally of one code. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  if (!(error instanceof Error) || error.name !== 'AppError') return false;
  return code === undefined || (error as AppError).code === code;
}

/** Any thrown value as an {@link ErrorShape}; what is not an AppError becomes `internal`. */
export function toErrorShape(error: unknown): ErrorShape {
  if (isAppError(error)) return error.toShape();
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: message || 'Something failed inside Snowfleet.',
    hint: 'This is a defect in Snowfleet; please report it with the log.',
    detail: {},
  };
}

/** The AppError that a wire shape stands for. */
export function fromErrorShape(shape: ErrorShape): AppError {
  return new AppError(shape.code, shape.message, { hint: shape.hint, detail: shape.detail });
}
