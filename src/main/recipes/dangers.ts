import path from 'node:path';
import type { Command } from './shell/commands';
import { readScript } from './shell/commands';
import { isKnown } from './shell/words';

/** What a recipe could do that is not easily taken back. */
export interface Danger {
  /** As the end of "This recipe …". */
  readonly words: string;
  /** Where in the justfile, counting from 1. */
  readonly line: number;
}

/** Program and words of a command, and where its output comes from. */
interface Call {
  readonly program: string;
  readonly words: readonly string[];
  readonly isPiped: boolean;
}

type Rule = (call: Call) => string | null;

const has = (words: readonly string[], ...wanted: readonly string[]): boolean =>
  wanted.some((one) => words.includes(one));
/** Whether short options, also put together as in `-rf`, have the letter. */
const hasLetter = (words: readonly string[], letter: string): boolean =>
  words.some((word) => /^-[A-Za-z]+$/.test(word) && word.includes(letter));
/** The first words that are no options. */
const verb = (words: readonly string[], at = 0): string =>
  words.filter((word) => !word.startsWith('-'))[at] ?? '';

/** By program. A rule says what is dangerous about a call, or null. */
const RULES: Readonly<Record<string, Rule>> = {
  dd: ({ words }) =>
    words.some((word) => word.startsWith('of=')) ? 'writes over a drive or file with dd' : null,
  rm: ({ words }) =>
    hasLetter(words, 'r') || hasLetter(words, 'R') || has(words, '--recursive')
      ? 'deletes whole folders'
      : null,
  find: ({ words }) => (has(words, '-delete') ? 'deletes what find finds' : null),
  wipefs: () => 'erases file system signatures',
  shred: () => 'destroys files',
  blkdiscard: () => 'erases a drive',
  parted: () => 'changes partitions',
  sfdisk: () => 'changes partitions',
  fdisk: ({ words }) => (has(words, '-l', '--list') ? null : 'changes partitions'),
  sgdisk: ({ words }) => (has(words, '-p', '--print') ? null : 'changes partitions'),
  cryptsetup: ({ words }) =>
    /^(luksFormat|erase|luksErase|reencrypt|luksKillSlot|luksRemoveKey)$/.test(verb(words))
      ? 'changes the encryption of a drive'
      : null,
  zpool: ({ words }) =>
    /^(create|destroy|labelclear)$/.test(verb(words)) ? 'makes or destroys a pool' : null,
  zfs: ({ words }) => (/^(destroy|rollback)$/.test(verb(words)) ? 'destroys data of a pool' : null),
  disko: () => 'formats drives',
  'nixos-rebuild': ({ words }) => (has(words, 'switch', 'boot', 'test') ? 'switches a system' : null),
  'darwin-rebuild': ({ words }) => (verb(words) === 'switch' ? 'switches a system' : null),
  'home-manager': ({ words }) => (verb(words) === 'switch' ? 'switches a home' : null),
  nh: ({ words }) =>
    /^(switch|boot|test)$/.test(verb(words, 1))
      ? 'switches a system'
      : verb(words) === 'clean'
        ? 'deletes old generations'
        : null,
  'nixos-install': () => 'installs a system',
  'switch-to-configuration': () => 'switches a system',
  deploy: () => 'deploys to hosts',
  colmena: ({ words }) => (/^(apply|apply-local|upload-keys)$/.test(verb(words)) ? 'deploys to hosts' : null),
  'nix-collect-garbage': ({ words }) =>
    has(words, '-d', '--delete-old', '--delete-older-than') ||
    words.some((word) => word.startsWith('--delete'))
      ? 'deletes old generations, so that there is no way back to them'
      : 'deletes store paths nobody uses',
  'nix-store': ({ words }) => (has(words, '--gc', '--delete') ? 'deletes store paths' : null),
  'nix-env': ({ words }) => (has(words, '--delete-generations') ? 'deletes old generations' : null),
  nix: ({ words }) =>
    verb(words) === 'store' && /^(gc|delete)$/.test(verb(words, 1))
      ? 'deletes store paths'
      : verb(words) === 'profile' && verb(words, 1) === 'wipe-history'
        ? 'deletes old generations'
        : null,
  git: ({ words }) => gitDanger(words),
  reboot: () => 'restarts this machine',
  poweroff: () => 'turns this machine off',
  halt: () => 'turns this machine off',
  shutdown: () => 'turns this machine off',
  systemctl: ({ words }) => {
    const action = verb(words);
    if (/^(reboot|poweroff|halt|kexec|soft-reboot|suspend|hibernate)$/.test(action))
      return `puts the machine to ${action}`;
    return /^(stop|disable|mask|isolate)$/.test(action) ? `runs systemctl ${action}` : null;
  },
  docker: ({ words }) => containerDanger(words),
  podman: ({ words }) => containerDanger(words),
  kubectl: ({ words }) => (verb(words) === 'delete' ? 'deletes from the cluster' : null),
  agenix: ({ words }) => (has(words, '-r', '--rekey') ? 'encrypts every secret anew' : null),
  snowfleet: ({ words }) => snowfleetDanger(words),
  sh: ({ isPiped }) => (isPiped ? 'runs what another program gives it' : null),
  bash: ({ isPiped, words }) => (isPiped && verb(words) === '' ? 'runs what another program gives it' : null),
};

function gitDanger(all: readonly string[]): string | null {
  const words = withoutOptions(all, ['-C', '-c']);
  switch (verb(words)) {
    case 'push':
      return has(words, '-f', '--force', '--force-with-lease', '--mirror')
        ? 'pushes by force'
        : 'pushes to a remote repository';
    case 'reset':
      return has(words, '--hard') ? 'throws uncommitted changes away' : null;
    case 'clean':
      return hasLetter(words, 'f') || has(words, '--force') ? 'deletes files git does not know' : null;
    case 'checkout':
    case 'restore':
      return has(words, '--', '.', '-f', '--force') ? 'throws uncommitted changes away' : null;
    case 'stash':
      return /^(drop|clear)$/.test(verb(words, 1)) ? 'throws stashed changes away' : null;
    case 'branch':
      return has(words, '-D') ? 'deletes a branch' : null;
    default:
      return null;
  }
}

function containerDanger(words: readonly string[]): string | null {
  const isPrune = verb(words) === 'prune' || verb(words, 1) === 'prune';
  return isPrune || /^(rm|rmi)$/.test(verb(words)) ? 'deletes containers or images' : null;
}

function snowfleetDanger(words: readonly string[]): string | null {
  if (has(words, '--dry-run', '--help')) return null;
  switch (verb(words)) {
    case 'deploy':
      return 'deploys to hosts';
    case 'rollback':
      return 'takes a host back to another system';
    case 'write':
      return 'writes an image over a drive';
    case 'rekey':
      return 'encrypts secrets anew';
    case 'discard':
      return 'takes the whole draft back';
    default:
      return null;
  }
}

/** Programs that run another one; what they say themselves is skipped, options with their values too. */
const AROUND: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g', '-h', '-p', '-C', '-T', '-U', '--user', '--group'],
  doas: ['-u', '-C'],
  run0: ['-u', '--user', '--unit'],
  env: ['-u', '-C', '--unset', '--chdir'],
  nohup: [],
  time: [],
  exec: ['-a'],
  command: [],
  nice: ['-n'],
  ionice: ['-c', '-n'],
  timeout: ['-k', '-s', '--signal', '--kill-after'],
  xargs: ['-n', '-P', '-I', '-L', '-d', '-a', '--max-args'],
  watch: ['-n', '--interval'],
  stdbuf: ['-i', '-o', '-e'],
  setsid: [],
  chronic: [],
  'systemd-run': ['-u', '--unit', '-p', '--property'],
};

/** The program a command really runs, and every one that runs it: `sudo`, `env` … */
export function unwrapped(words: readonly string[]): {
  readonly around: readonly string[];
  readonly program: string;
  readonly words: readonly string[];
} {
  const around: string[] = [];
  let rest = [...words];
  for (;;) {
    const [first = '', ...more] = rest;
    const name = path.posix.basename(first);
    const valued = Object.hasOwn(AROUND, name) ? AROUND[name] : undefined;
    if (valued === undefined || more.length === 0) return { around, program: name, words: more };
    around.push(name);
    rest = withoutOptions(more, valued);
    // `timeout 5 …` has a duration first.
    if (name === 'timeout') rest = rest.slice(1);
  }
}

function withoutOptions(words: readonly string[], valued: readonly string[]): string[] {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '--') return words.slice(at + 1);
    if (word.startsWith('-')) at += valued.includes(word) ? 2 : 1;
    else if (/^[A-Za-z_]\w*=/.test(word)) at += 1;
    else break;
  }
  return words.slice(at);
}

/** What is dangerous about commands, each finding once. Commands given to `ssh`, `sh -c` and `nix … --command` count too. */
export function dangersOf(commands: readonly Command[], depth = 0): Danger[] {
  const found = new Map<string, Danger>();
  for (const command of commands) {
    for (const words of dangersOfCommand(command, depth)) {
      if (!found.has(words)) found.set(words, { words, line: command.line });
    }
  }
  return [...found.values()];
}

function dangersOfCommand(command: Command, depth: number): string[] {
  const { around, program, words } = unwrapped(command.words.map((word) => word.text));
  const found: string[] = [];
  if (program.startsWith('mkfs')) found.push('makes a file system, which erases what was there');
  const rule = Object.hasOwn(RULES, program) ? RULES[program] : undefined;
  const danger = rule?.({ program, words, isPiped: command.isPiped });
  if (danger) found.push(danger);
  if (around.some((one) => ['sudo', 'doas', 'run0'].includes(one))) found.push(`runs ${program} as root`);
  if (depth > 3) return found;
  const inner = innerScript(program, words);
  if (inner !== null) {
    const where = program === 'ssh' ? ' on another machine' : '';
    for (const { words: more } of dangersOf(readScript(inner.script).commands, depth + 1))
      found.push(`${more}${where}`);
  }
  if (program === 'ssh' && (inner?.target ?? '').startsWith('root@'))
    found.push('logs in to a machine as root');
  if (command.writes.some((word) => isKnown(word) && /^\/dev\/(?!null|stdout|stderr|tty)/.test(word.text)))
    found.push('writes to a device');
  return found;
}

/** The script in the words of a program that runs one. */
function innerScript(
  program: string,
  words: readonly string[],
): { readonly script: string; readonly target: string } | null {
  switch (program) {
    case 'ssh': {
      const [target = '', ...rest] = withoutOptions(
        words,
        [...'bcDEeFIiJLlmOopQRSWw'].map((letter) => `-${letter}`),
      );
      return { target, script: rest.join(' ') };
    }
    case 'sh':
    case 'bash':
    case 'zsh': {
      const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
      return at < 0 ? null : { target: '', script: words[at + 1] ?? '' };
    }
    case 'nix':
    case 'nix-shell': {
      const at = words.findIndex((word) => ['--command', '-c', '--run'].includes(word));
      return at < 0 ? null : { target: '', script: words.slice(at + 1).join(' ') };
    }
    default:
      return null;
  }
}
