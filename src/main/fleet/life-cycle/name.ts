import { AppError } from '../../../shared/contract';
import { nixName } from '../../../shared/nix-syntax';

/** RFC 1123, section 2.1: what `networking.hostName` of NixOS takes and every resolver. */
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/** Names that deploy tools keep for themselves in a set of hosts. */
const RESERVED = new Set(['meta', 'defaults', 'network', 'localhost']);

/** Throws `bad-host-name` for a name no host can have, or that another host has. */
export function checkNewName(name: string, taken: readonly string[]): void {
  const refuse = (message: string, hint: string): never => {
    throw new AppError('bad-host-name', message, { hint, detail: { host: name } });
  };
  if (name.length > 63) refuse(`${name} has ${name.length} characters.`, 'A host name has 63 at most.');
  if (!LABEL.test(name)) {
    refuse(
      `${JSON.stringify(name)} is no host name.`,
      'Take letters, digits and hyphens, with a letter or digit at both ends (RFC 1123).',
    );
  }
  if (RESERVED.has(name)) refuse(`${name} has a meaning of its own.`, 'Choose another name.');
  const same = taken.find((one) => one.toLowerCase() === name.toLowerCase());
  if (same !== undefined) {
    refuse(
      same === name
        ? `There is a host named ${name} already.`
        : `${name} and ${same} are one name to a resolver.`,
      'Choose another name.',
    );
  }
}

/** Whether Nix takes the name as a variable; as an attribute any name can be quoted. */
export function isVariableName(name: string): boolean {
  return nixName(name) === name && name !== 'or';
}
