import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/contract';
import type { Home } from '../state';
import { sshArguments } from './resolve';
import type { Reach } from './types';

const BLANK = /\s/;

/** ssh alone would wait for a host that fell silent until TCP gives up, many minutes. Seconds, as our own client. */
const PATIENCE = [
  ['ServerAliveInterval', '15'],
  ['ServerAliveCountMax', '3'],
  ['ConnectTimeout', '15'],
] as const;
const ASK_TIMEOUT_MS = 3_000;

export interface NixOptions {
  value(reach: Reach): string;
  /** Removes the links made for files whose path holds blanks. */
  close(): void;
}

/**
 * NIX_SSHOPTS is split at blanks by Nix, without any quoting. A configuration file whose path holds blanks is
 * therefore named by a link in a folder of ours that has none.
 */
export function createNixOptions(home: Home): NixOptions {
  let folder: string | null = null;
  let temporary: string | null = null;

  const linkFolder = (): string => {
    if (folder !== null) return folder;
    if (!BLANK.test(home.runtime)) {
      folder = join(home.runtime, 'ssh');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return folder;
    }
    if (BLANK.test(tmpdir())) {
      throw new AppError('usage', 'Nix cannot be given an ssh configuration whose path holds blanks.', {
        hint: 'Set TMPDIR or SNOWFLEET_HOME to a folder without blanks in its name.',
        detail: { folders: [home.runtime, tmpdir()] },
      });
    }
    temporary = mkdtempSync(join(tmpdir(), 'snowfleet-ssh-'));
    folder = temporary;
    return folder;
  };

  const withoutBlanks = (file: string): string => {
    if (!BLANK.test(file)) return file;
    const link = join(linkFolder(), `config-${createHash('sha256').update(file).digest('hex').slice(0, 16)}`);
    try {
      symlinkSync(file, link);
    } catch (error) {
      // The name follows from the target, so a link that is there is the right one.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return link;
  };

  return {
    value(reach) {
      const words = sshArguments(
        reach.configFile === undefined ? reach : { ...reach, configFile: withoutBlanks(reach.configFile) },
      );
      return [
        ...words,
        ...[
          'ControlMaster=no',
          'ControlPath=none',
          'BatchMode=yes',
          'StrictHostKeyChecking=yes',
          ...patience(words, reach.destination),
        ].flatMap((o) => ['-o', o]),
      ].join(' ');
    },
    close() {
      if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
      temporary = null;
      folder = null;
    },
  };
}

/**
 * The options that make ssh give up on a silent host, less those the user's configuration sets: on the command line
 * they would win over it. Where `ssh -G` does not answer, the two that are unset by default.
 */
function patience(words: readonly string[], destination: string): string[] {
  const asked = spawnSync('ssh', ['-G', ...words, '--', destination], {
    encoding: 'utf8',
    timeout: ASK_TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = new Map(
    (asked.stdout ?? '').split('\n').map((line): [string, string] => {
      const [keyword = '', value = ''] = line.split(' ');
      return [keyword, value];
    }),
  );
  return PATIENCE.flatMap(([keyword, value]) => {
    const set = said.get(keyword.toLowerCase());
    const unset = set === undefined ? keyword !== 'ServerAliveCountMax' : set === '0' || set === 'none';
    return unset ? [`${keyword}=${value}`] : [];
  });
}
