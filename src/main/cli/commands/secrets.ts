import type { Command } from 'commander';
import type { Act } from '../cli';
import { addSecretsChanges } from './secrets-changes';
import { addSecretsMove } from './secrets-move';
import { addSecretsReading } from './secrets-reading';
import { addSecretsRotation } from './secrets-rotate';
import { addSecretsWork } from './secrets-work';

/** Everything about secrets. */
export function addSecrets(program: Command, act: Act): void {
  const secrets = program.command('secrets').description('secrets of the fleet, as age and agenix have them');
  addSecretsReading(secrets, act);
  addSecretsWork(program, secrets, act);
  addSecretsChanges(secrets, act);
  addSecretsMove(secrets, act);
  addSecretsRotation(secrets, act);
}
