import { bytes } from '../../../../shared/facts';
import type { BootSpace, HostAnswer } from '../answer';
import type { NextSystem } from '../types';
import { amber, green, red, type Said, unknown } from './light';

/** Bytes. `red` is too little for any system; below `amber` a large one may not fit. */
interface Limits {
  readonly red: number;
  readonly amber: number;
}

/** Where it is not known what will come: a kernel update brings about 500 MB, a new release several GB. */
const STORE: Limits = { red: 200e6, amber: 5e9 };
/** Kept free beside what is known to come: the database and the activation write too. */
const STORE_MARGIN: Limits = { red: 50e6, amber: 1e9 };
/** A kernel with its initrd has 30 to 120 MB. */
const BOOT: Limits = { red: 20e6, amber: 150e6 };
const BOOT_MARGIN: Limits = { red: 1e6, amber: 20e6 };

/** Whether the new system fits into the store. */
export function storeLight({ store, isReadOnly, running }: HostAnswer, next: NextSystem | null): Said {
  if (isReadOnly) {
    return red(
      'The file system of its store is read-only.',
      'read-only',
      'The kernel does that after errors of the disk: look at its journal.',
    );
  }
  if (store === null) return unknown('The free space of its store was not told.');
  const coming = next?.to === running ? 0 : (next?.copyBytes ?? null);
  const hint = 'Delete old generations and collect garbage there (nix-collect-garbage -d).';
  return judge(store.freeBytes, 'for its store', coming, STORE, STORE_MARGIN, hint);
}

/** Whether the boot loader's files of the new system fit. */
export function bootLight({ boot, store, parts }: HostAnswer, next: NextSystem | null): Said {
  if (boot === null) return unknown('The free space of /boot was not told.');
  if (boot === 'none') return green('It has no /boot; nothing is written there.', 'none');
  const present = new Set(parts.flatMap(({ booted, now }) => [booted, now]));
  const coming = next?.bootFiles
    .filter(({ target }) => !present.has(target))
    .reduce((sum, file) => sum + file.bytes, 0);
  const where = `on ${boot.place}`;
  if (isOnStore(boot, store))
    return green(`${boot.place} is no file system of its own.`, bytes(boot.freeBytes));
  const hint = 'Old generations keep their kernels there: delete some, then let the boot loader clean up.';
  return judge(boot.freeBytes, where, coming ?? null, BOOT, BOOT_MARGIN, hint);
}

function isOnStore(boot: BootSpace, store: HostAnswer['store']): boolean {
  return !boot.own && store !== null && boot.device === store.device;
}

function judge(
  free: number,
  where: string,
  coming: number | null,
  limits: Limits,
  margin: Limits,
  hint: string,
): Said {
  const has = `${bytes(free)} free ${where}`;
  if (coming === null) {
    if (free < limits.red) return red(`Only ${has}: no system fits.`, bytes(free), hint);
    if (free < limits.amber) {
      return amber(`${has}, less than the ${bytes(limits.amber)} a new system may need.`, bytes(free), hint);
    }
    return green(`${has}.`, bytes(free));
  }
  const will = coming === 0 ? 'nothing has to come' : `${bytes(coming)} will come`;
  if (coming > 0 && free < coming + margin.red) return red(`${has}, and ${will}.`, bytes(free), hint);
  if (free < coming + margin.amber) return amber(`${has}, and ${will}.`, bytes(free), hint);
  return green(`${has}; ${will}.`, bytes(free));
}
