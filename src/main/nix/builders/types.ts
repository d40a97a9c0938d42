import type { Reach } from '../../ssh';

/** Where and how one system is built, ready for Nix. */
export type BuildWay =
  /** As Nix on this machine is set up; that may be builders of its own. */
  | { readonly on: 'here' }
  /** On these machines (lines of the setting `builders`) and nowhere else. */
  | { readonly on: 'builders'; readonly lines: readonly string[]; readonly sshOpts: string }
  /** In the store of the host that will run it. */
  | { readonly on: 'target'; readonly reach: Reach; readonly sshOpts: string };

export const HERE: BuildWay = { on: 'here' };
