import type { HostAnswer } from '../answer';
import type { Known, NextSystem } from '../types';

export const storePath = (letter: string, name: string): string => `/nix/store/${letter.repeat(32)}-${name}`;
export const RUNNING = storePath('b', 'nixos-system-p510-25.11.2');
export const NEXT = storePath('c', 'nixos-system-p510-25.11.3');

const GB = 1e9;

/** A host of which all is well. */
export const ANSWER: HostAnswer = {
  uid: 1000,
  user: 'deploy',
  groups: ['deploy', 'wheel'],
  clockOffset: 0,
  running: RUNNING,
  booted: RUNNING,
  profile: RUNNING,
  generation: 12,
  parts: ['kernel', 'initrd', 'kernel-modules'].map((name) => ({
    name,
    booted: storePath('k', name),
    now: storePath('k', name),
  })),
  inhibitors: {},
  sudo: { kind: 'free' },
  hasNix: true,
  daemonListens: true,
  trusted: true,
  settings: null,
  switching: [],
  seesProcesses: true,
  store: { mount: '/', device: '/dev/vda2', totalBytes: 500 * GB, usedBytes: 288 * GB, freeBytes: 212 * GB },
  isReadOnly: false,
  boot: {
    place: '/boot',
    own: true,
    mount: '/boot',
    device: '/dev/vda1',
    totalBytes: 0.5 * GB,
    usedBytes: 0.112 * GB,
    freeBytes: 0.388 * GB,
  },
  ended: true,
};

export const KNOWN: Known = {
  unattended: false,
  mode: 'switch',
  last: { to: RUNNING, at: '2026-11-20T10:00:00.000Z' },
  next: null,
  password: null,
  signingKeys: [],
  secrets: { host: 'p510', verdict: 'none', words: 'p510 declares no secret', keys: [], needs: [] },
};

/** A system that was built already; 300 MB of it are not there, 60 MB of them for the boot loader. */
export const NEXT_SYSTEM: NextSystem = {
  to: NEXT,
  copyBytes: 300e6,
  bootFiles: [
    { name: 'kernel', target: storePath('n', 'linux/bzImage'), bytes: 15e6 },
    { name: 'initrd', target: storePath('n', 'initrd/initrd'), bytes: 45e6 },
  ],
  inhibitors: {},
};
