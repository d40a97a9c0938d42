import {
  type AddedHost,
  addHost,
  type AddHostWish,
  type SecretsReader,
  type SecretWork,
  type WorkHow,
} from '../secrets';
import type { Reach, Ssh } from '../ssh';

export interface AddHostDoors {
  readonly secrets: () => SecretsReader;
  readonly secretWork: () => SecretWork;
  readonly ssh: Ssh;
  readonly reach: (host: string) => Promise<Reach>;
}

/** Makes verified SSH keys of hosts recipients in the open fleet. */
export function addHostWith({ secrets, secretWork, ssh, reach }: AddHostDoors) {
  return (wish: AddHostWish, how: WorkHow): Promise<AddedHost> =>
    addHost(
      {
        rules: () => secrets().rules(how.signal),
        known: async (host) => ssh.knownHosts.trusted(await reach(host)),
        preview: (wishes) => secrets().changeRules(wishes, true),
        change: (wishes, given) => secretWork().change(wishes, given),
      },
      wish,
      how,
    );
}
