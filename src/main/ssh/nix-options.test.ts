import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveHome } from '../state';
import { createNixOptions, type NixOptions } from './nix-options';

let dir: string;
let options: NixOptions;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-nix-options-'));
  options = createNixOptions(resolveHome({ SNOWFLEET_HOME: dir }));
});
afterAll(() => {
  options.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The `-o` options given for a configuration file of this text, as ssh itself would read them. */
function optionsFor(text: string, folder = 'plain'): string[] {
  mkdirSync(join(dir, folder), { recursive: true });
  const configFile = join(dir, folder, 'config');
  writeFileSync(configFile, text);
  const words = options.value({ host: 'web', source: 'ssh-config', destination: 'web', configFile });
  return words
    .split(' ')
    .flatMap((word, at, all) => (all[at - 1] === '-o' ? [word] : []))
    .filter((word) => /Alive|Timeout/.test(word));
}

describe('what nix copy does about a host that falls silent', () => {
  it('gives up where the configuration says nothing of it', () => {
    expect(optionsFor('Host web\n')).toEqual(['ServerAliveInterval=15', 'ConnectTimeout=15']);
  });

  it('leaves the user what the user has set', () => {
    expect(optionsFor('Host web\n  ServerAliveInterval 40\n  ConnectTimeout 60\n')).toEqual([]);
    expect(optionsFor('Host web\n  ConnectTimeout 60\n')).toEqual(['ServerAliveInterval=15']);
    expect(optionsFor('Host other\n  ServerAliveInterval 40\n  ConnectTimeout 60\n')).toHaveLength(2);
  });

  it('does not let a count of zero disarm it', () => {
    expect(optionsFor('Host web\n  ServerAliveCountMax 0\n')).toContain('ServerAliveCountMax=3');
    expect(optionsFor('Host web\n  ServerAliveCountMax 9\n')).not.toContain('ServerAliveCountMax=3');
  });

  it('asks by the link it hands to Nix where the path has blanks', () => {
    expect(optionsFor('Host web\n  ServerAliveInterval 40\n', 'with blanks')).toEqual(['ConnectTimeout=15']);
  });

  it('gives up as well where ssh does not answer', () => {
    expect(optionsFor('Host web\n  NoSuchOption yes\n')).toContain('ServerAliveInterval=15');
  });
});
