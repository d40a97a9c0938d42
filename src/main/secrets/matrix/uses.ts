import type { SecretUse } from '../../../shared/contract';

/** A secret that a host declares, with the file it is decrypted from. */
export interface HostUse extends SecretUse {
  /** Relative to the fleet; null where it is computed. */
  readonly secret: string | null;
  /** Whether the host decrypts it for itself, with its own key: not so for secrets of a person's home. */
  readonly isSystem: boolean;
}

/** A host as its source declares secrets. */
export interface HostDeclares {
  readonly host: string;
  readonly secrets: readonly {
    readonly name: string | null;
    readonly file: string | null;
    readonly scope: 'nixos' | 'home';
    readonly place: { readonly file: string; readonly line: number };
    readonly state: SecretUse['state'];
  }[];
}

/** What Nix says a host declares: files by name, relative to the fleet or whole paths. By host; of the source as it is. */
export type EvaluatedUses = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** What hosts declare by source and, where it is of the source as it stands, by evaluation: that decides what source does not. */
export function usesOf(declares: readonly HostDeclares[], evaluated: EvaluatedUses): HostUse[] {
  return declares.flatMap(({ host, secrets }) => {
    const told = evaluated.get(host);
    const bySource = secrets.map(({ name, file, scope, place, state }): HostUse => {
      const use = {
        host,
        name,
        secret: file,
        isSystem: scope === 'nixos',
        file: place.file,
        line: place.line,
      };
      if (told === undefined || scope === 'home' || name === null) return { ...use, state, from: 'source' };
      const isThere = Object.hasOwn(told, name);
      if (isThere) return { ...use, secret: told[name] ?? file, state: 'certain', from: 'evaluation' };
      return { ...use, state: state === 'skipped' ? state : 'off', from: 'evaluation' };
    });
    const known = new Set(bySource.filter(({ isSystem }) => isSystem).map(({ name }) => name));
    const onlyTold = Object.entries(told ?? {})
      .filter(([name]) => !known.has(name))
      .map(([name, secret]): HostUse => ({
        host,
        name,
        secret,
        isSystem: true,
        state: 'certain',
        from: 'evaluation',
        file: null,
        line: null,
      }));
    return [...bySource, ...onlyTold];
  });
}
