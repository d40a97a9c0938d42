import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/contract';
import type { Identities } from '../age';
import type { Fleet } from '../fleet';
import type { Keychain } from '../keychain';
import {
  createSealer,
  IdentitiesAtHand,
  type SecretsReader,
  SecretStore,
  SecretWork,
  type TextChange,
} from '../secrets';
import type { Asker } from '../ssh';
import type { Home } from '../state';
import type { WorkerPool } from '../workers';
import { poolSealer } from './pool-sealer';

export interface SecretWorkParts {
  readonly home: Home;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly keychain: Keychain;
  readonly stored: Identities;
  readonly asker: Asker;
  readonly pool: WorkerPool | null;
  /** Called after files of secrets were changed. */
  readonly onChange: () => void;
  /** What rules want of the secrets of a fleet. */
  readonly reading: (fleet: Fleet) => SecretsReader;
}

/** Work on the secrets of whichever fleet it is asked for; what was unlocked stays so for all of them. */
export function secretWorkOf(parts: SecretWorkParts): (fleet: Fleet) => SecretWork {
  const { home, pool } = parts;
  const identities = new IdentitiesAtHand({
    ...parts,
    ...(pool ? { decryptKey: (input) => pool.run('decrypt-key', input) } : {}),
  });
  const known = new WeakMap<Fleet, SecretWork>();
  return (fleet) => {
    const before = known.get(fleet);
    if (before) return before;
    const store = new SecretStore({
      home,
      dir: fleet.dir,
      follow: (come, go) => fleet.follow(come, go),
      onChange: parts.onChange,
    });
    const work: SecretWork = new SecretWork({
      dir: fleet.dir,
      store,
      sealer: createSealer(poolSealer(pool)),
      identities,
      rules: () => parts.reading(fleet).rules(),
      plan: (wishes) => parts.reading(fleet).planRules(wishes),
      commits: {
        isClear: async () =>
          (await fleet.draft.isEmpty()) && (await fleet.uncommitted(await work.ownFiles())).length === 0,
        commit: async (message) => (await fleet.draft.commit(message)).commit,
      },
      gestures: { write: (title, texts) => writeTexts(fleet, title, texts) },
      usedBy: async (file) =>
        (await parts.reading(fleet).list()).secrets.find((one) => one.file === file)?.usedBy ?? [],
    });
    known.set(fleet, work);
    return work;
  };
}

/** Writes texts as one gesture of the draft. Throws `changed-outside` where one is not as it was when it was worked out. */
async function writeTexts(
  fleet: Fleet,
  title: string,
  texts: ReadonlyMap<string, TextChange>,
): Promise<() => Promise<void>> {
  await fleet.draft.take(async () => {
    for (const [file, { before }] of texts) {
      if (textOf(join(fleet.dir, file)) === before) continue;
      throw new AppError('changed-outside', `${file} was changed by another program just now.`, {
        hint: 'Nothing was written. Try again.',
        detail: { file },
      });
    }
    return {
      title,
      hosts: [],
      texts: new Map([...texts].map(([file, { after }]) => [file, after])),
      brings: [],
      needs: [],
    };
  });
  return async () => {
    await fleet.draft.undo();
  };
}

/** Null where there is no such file. */
function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
