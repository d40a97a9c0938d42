import type { Fleet } from '../fleet';
import {
  LeakMover,
  type LeakMoved,
  type LeakWish,
  type SecretsReader,
  type SecretWork,
  takesFile,
} from '../secrets';

export interface MoveLeakParts {
  readonly resourcesDir: string;
  readonly fleet: () => Fleet;
  readonly secrets: () => SecretsReader;
  readonly secretWork: () => SecretWork;
}

/** Makes secrets of credentials in clear in the open fleet. */
export function moveLeakWith({ resourcesDir, fleet, secrets, secretWork }: MoveLeakParts) {
  return (wish: LeakWish, signal: AbortSignal | undefined): Promise<LeakMoved> => {
    const open = fleet();
    const mover = new LeakMover({
      dir: open.dir,
      leaks: async () => (await secrets().leaks()).leaks,
      list: () => secrets().list(signal ? { signal } : {}),
      plan: (wishes) => secrets().planRules(wishes),
      assigned: (option) => open.assignedBelow(option),
      declares: () => open.secretUses(),
      takesFile: (option, twin) =>
        takesFile(option, twin, { resourcesDir, findOptions: (query) => open.findOptions(query) }),
      create: (file, keys, value, beside) =>
        secretWork().createFor(file, keys, value, { identities: [], signal }, beside),
    });
    return mover.move(wish);
  };
}
