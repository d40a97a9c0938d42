import type { Globals } from './cli';
import type { Io } from './io';
import { promptLine } from './prompt';
import { readDescriptor } from './secret-input';

/**
 * How this command gets at the vault's passphrase when something in it is wanted: from `--passphrase-fd`, read once, or
 * from whoever sits at the terminal. Undefined where there is neither; the vault then stays locked.
 */
export function vaultPassphrase(
  globals: Globals,
  io: Io,
): ((again: boolean) => Promise<string | null>) | undefined {
  const descriptor = globals.passphraseFd;
  if (descriptor !== undefined) return async (again) => (again ? null : readDescriptor(descriptor));
  if (!io.isInteractive) return undefined;
  return (again) =>
    promptLine(`${again ? 'That was not it. ' : ''}Passphrase of the vault: `, { hidden: true });
}
