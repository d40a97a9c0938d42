import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { applyDelta, reverseDelta } from './delta';
import { relocateDelta } from './relocate';
import { deltaBetween } from './text-diff';

const BEFORE = `{ config, ... }:
{
  networking.hostName = "p510";
  features = {
    network.tailscale.enable = true;
    media.plex.enable = true;
  };

  users.users.ada = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
  };

  system.stateVersion = "24.05";
}
`;
const LINE = '    virtualization.podman.enable = true;\n';
const inserted = BEFORE.replace('    media.plex', `${LINE}    media.plex`);
const replaced = BEFORE.replace('plex.enable = true', 'plex.enable = false');
const removed = BEFORE.replace('    media.plex.enable = true;\n', '');
const ANCHOR = '    network.tailscale.enable = true;\n';

/** `now` with what led from BEFORE to `ours` taken back. */
function back(ours: string, now: string): string {
  const delta = relocateDelta(ours, now, reverseDelta(deltaBetween(BEFORE, ours)), 'f');
  return applyDelta(now, delta, 'f');
}

const elsewhere: readonly (readonly [what: string, edit: (text: string) => string])[] = [
  ['lines above', (text) => `# head\n# and more\n${text}`],
  ['lines below', (text) => `${text}# foot\n`],
  ['the line above', (text) => text.replace(ANCHOR, '    network.tailscale.enable = false;\n')],
  ['a line put in two above', (text) => text.replace(ANCHOR, `    ai.ollama.enable = true;\n${ANCHOR}`)],
  ['a block below moved up', (text) => moveUsers(text)],
  [
    'everything below reformatted',
    (text) => text.replace(/ {2}users[^]*/, (tail) => tail.replaceAll('\n  ', '\n      ')),
  ],
  [
    'everything above reformatted',
    (text) => text.replace('{ config, ... }:\n{\n', '{ config\n, ...\n}: {\n'),
  ],
  [
    'the same line for another host',
    (text) => text.replace('  users', `  other = {\n${LINE}  };\n\n  users`),
  ],
];

function moveUsers(text: string): string {
  const block = /\n {2}users[^]*? {2}\};\n/.exec(text)?.[0] ?? '';
  return text.replace(block, '').replace('\n  features', `${block}\n  features`);
}

/** A place between two lines of which one was changed could be either: that is asked. */
const ASKED = new Set(['removed: the line above', 'removed: a block below moved up']);

describe.each([
  ['inserted', inserted],
  ['replaced', replaced],
  ['removed', removed],
])('a line that was %s', (how, ours) => {
  it.each(elsewhere.filter(([what]) => !ASKED.has(`${how}: ${what}`)))(
    'is taken back after somebody changed %s',
    (_what, edit) => {
      expect(back(ours, edit(ours))).toBe(edit(BEFORE));
    },
  );

  it('is taken back for any mix of those', () => {
    for (const [, first] of elsewhere) {
      for (const [, second] of elsewhere) {
        const both = (text: string): string => second(first(text));
        let got: string;
        try {
          got = back(ours, both(ours));
        } catch (error) {
          // To ask is always right; to write elsewhere never.
          expect(isAppError(error, 'changed-outside')).toBe(true);
          continue;
        }
        expect(got).toBe(both(BEFORE));
      }
    }
  });
});

describe('a line that somebody', () => {
  const refused = (now: string, ours = inserted): boolean => {
    try {
      back(ours, now);
      return false;
    } catch (error) {
      return isAppError(error, 'changed-outside');
    }
  };

  it('moved elsewhere is taken back there', () => {
    const moved = BEFORE.replace('  users.users', `${LINE}  users.users`);
    expect(back(inserted, moved)).toBe(BEFORE);
  });

  it('changed, took away or wrote beside in the same place is asked about', () => {
    expect(refused(inserted.replace('podman.enable = true', 'podman.enable = false'))).toBe(true);
    expect(refused(inserted.replace(LINE, ''))).toBe(true);
    expect(
      refused(replaced.replace('plex.enable = false', 'plex.enable = lib.mkForce false'), replaced),
    ).toBe(true);
    expect(
      refused(
        removed
          .replace('  };\n\n  users', '    media.arr.enable = true;\n  };\n\n  users')
          .replace(ANCHOR, ''),
        removed,
      ),
    ).toBe(true);
  });

  it('wrote a second time is not guessed at', () => {
    const twice = BEFORE.replace('  users.users', `${LINE}${LINE}  users.users`);
    expect(refused(twice)).toBe(true);
  });
});
