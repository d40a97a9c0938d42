import path from 'node:path';
import { AppError } from '../../../shared/contract';
import type { SecretRule, SecretRules } from '../rules/model';

/**
 * The rule that a person means by `given`: its file relative to the fleet, its name in the rules, or its last part, with or
 * without `.age`, where only one has it. Throws `secret-unknown`.
 */
export function ruleFor({ secrets, problems }: SecretRules, given: string): SecretRule {
  const wanted = path.posix.normalize(given);
  const exact = secrets.find(({ file }) => file === wanted) ?? secrets.find(({ name }) => name === given);
  if (exact) return exact;
  const short = secrets.filter(({ file }) =>
    [path.posix.basename(file), path.posix.basename(file, '.age')].includes(wanted),
  );
  const [only] = short;
  if (only && short.length === 1) return only;
  const problem = problems[0];
  throw new AppError(
    'secret-unknown',
    short.length > 1
      ? `${given} may be ${short.map(({ file }) => file).join(' or ')}.`
      : `No rule names ${given}.`,
    {
      hint: short.length > 1 ? 'Write its whole name.' : hintFor(secrets, problem?.words),
      detail: { file: given },
    },
  );
}

function hintFor(secrets: readonly SecretRule[], problem: string | undefined): string {
  if (problem !== undefined) return `The rules could not all be read: ${problem}`;
  return secrets.length === 0
    ? 'This fleet has no secrets.nix that names secrets. Write one as agenix has it.'
    : 'Add it to secrets.nix with the keys that shall read it; see snowfleet secrets list.';
}
