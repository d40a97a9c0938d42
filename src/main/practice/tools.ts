import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { AppError } from '../../shared/contract';

/** What of the machine a practice host is made with. */
export interface MachineTools {
  /** PATH for programs run outside the hosts. */
  readonly path: string;
  readonly sh: string;
  readonly setpriv: string;
  readonly nsenter: string;
  readonly nixStore: string;
  readonly nixDaemon: string;
  /** Folders shown inside the hosts at their own place, because Nix lies there. */
  readonly visible: readonly string[];
  /** Whether the machine's own tools live in /nix/store, so a host's store must lie over it. */
  readonly union: boolean;
  /** PATH inside the hosts. */
  readonly insidePath: string;
}

const ALWAYS_VISIBLE = ['/usr/', '/bin/', '/sbin/', '/lib'];
const ROOT_TOOLS = ['/usr/sbin', '/sbin'];

function which(name: string, path: string): string | null {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/**
 * Finds what practice hosts need on the machine.
 * @throws AppError `nix-absent` without Nix, `practice-unavailable` naming the programs that are missing.
 */
export function findMachineTools(env: NodeJS.ProcessEnv): MachineTools {
  const path = [...(env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter), ...ROOT_TOOLS].join(
    delimiter,
  );
  const nixStore = which('nix-store', path);
  const nixDaemon = which('nix-daemon', path);
  if (nixStore === null || nixDaemon === null) {
    throw new AppError('nix-absent', 'Practice hosts need Nix, and there is none on PATH.', {
      hint: 'Install Nix (on Debian: apt install nix-bin). Everything that only reads or edits works without it.',
    });
  }
  const missing: string[] = [];
  const need = (name: string): string => {
    const file = which(name, path);
    if (file === null) missing.push(name);
    return file ?? name;
  };
  const [sh, setpriv, nsenter] = ['sh', 'setpriv', 'nsenter'].map(need) as [string, string, string];
  for (const name of ['unshare', 'mount', 'umount', 'pivot_root', 'script', 'stty', 'setsid', 'env'])
    need(name);
  if (missing.length > 0) {
    throw new AppError(
      'practice-unavailable',
      `Practice hosts need programs that are missing: ${missing.join(', ')}.`,
      {
        hint: 'They belong to util-linux and coreutils in most distributions.',
        detail: { missing },
      },
    );
  }
  const nixHome = dirname(realpathSync(nixStore));
  const system = realSystemPath();
  const visible =
    ALWAYS_VISIBLE.some((folder) => `${nixHome}/`.startsWith(folder)) || inStore(nixStore)
      ? []
      : [dirname(nixHome)];
  return {
    path,
    sh,
    setpriv,
    nsenter,
    nixStore,
    nixDaemon,
    visible,
    union: inStore(sh) || inStore(nixStore) || env['SNOWFLEET_PRACTICE_UNION'] === '1',
    insidePath: [
      '/etc/practice-fakes',
      '/run/current-system/sw/bin',
      nixHome,
      ...(system === null ? [] : [system]),
      '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    ].join(delimiter),
  };
}

function inStore(file: string): boolean {
  return realpathSync(file).startsWith('/nix/store/');
}

/** On NixOS the machine's programs, by a path that means the same inside a host. */
function realSystemPath(): string | null {
  try {
    return join(realpathSync('/run/current-system/sw'), 'bin');
  } catch {
    return null;
  }
}
