import { chmod, copyFile, mkdir, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDERS = [
  'nix/store',
  'nix/var/nix/profiles/per-user/root',
  'nix/var/nix/gcroots',
  'etc/nix',
  'etc/practice',
  'etc/practice-fakes',
  'root',
  'run/practice',
  'tmp',
  'var/log',
  'mnt',
];

/** Files below a host's root that are ours and made anew at every boot. */
function ownFiles(name: string): Record<string, string> {
  return {
    'etc/nix/nix.conf': [
      'experimental-features = nix-command flakes',
      'sandbox = false',
      'build-users-group =',
      'substituters =',
      'require-sigs = false',
      'trusted-users = root',
      '',
    ].join('\n'),
    'etc/passwd':
      'root:x:0:0:System administrator:/root:/bin/sh\nnobody:x:65534:65534:Unprivileged:/:/bin/false\n',
    'etc/group': 'root:x:0:\nnogroup:x:65534:\n',
    'etc/hosts': `127.0.0.1 localhost ${name}\n`,
    'etc/hostname': `${name}\n`,
    'etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
    'etc/os-release':
      'NAME=NixOS\nID=nixos\nVERSION="25.11 (practice)"\nVERSION_ID="25.11"\nPRETTY_NAME="NixOS 25.11, Snowfleet practice host"\n',
    'etc/profile': "PS1='[practice] \\u@\\h:\\w\\$ '\n[ -r /etc/motd ] && cat /etc/motd\n",
    'etc/NIXOS': '',
  };
}

/** Makes a host's root ready to boot. What the host itself wrote stays. */
export async function prepareHostFiles(dir: string, name: string, resourcesDir: string): Promise<void> {
  for (const folder of FOLDERS) await mkdir(join(dir, folder), { recursive: true });
  await chmod(join(dir, 'tmp'), 0o1777);
  for (const [file, text] of Object.entries(ownFiles(name))) await writeFile(join(dir, file), text);
  for (const file of ['first-generation.nix', 'switch-to-configuration']) {
    await copyOver(join(resourcesDir, file), join(dir, 'etc/practice', file));
  }
  for (const file of await readdir(join(resourcesDir, 'fakes'))) {
    const target = join(dir, 'etc/practice-fakes', file);
    await copyOver(join(resourcesDir, 'fakes', file), target);
    await chmod(target, 0o755);
  }
  await linkBootedSystem(dir);
}

/** The source may be read-only (an installed package), and the target a copy of it. */
async function copyOver(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  await copyFile(from, to);
  await chmod(to, 0o644);
}

/** What a boot does: the running system is the one the profile names, and /run is empty of the last life. */
async function linkBootedSystem(dir: string): Promise<void> {
  await rm(join(dir, 'run'), { recursive: true, force: true });
  await mkdir(join(dir, 'run/practice/units'), { recursive: true });
  const system = await profileSystem(dir);
  for (const name of ['current-system', 'booted-system']) {
    if (system !== null) await symlink(system, join(dir, 'run', name));
    const root = join(dir, 'nix/var/nix/gcroots', name);
    await rm(root, { force: true });
    await symlink(`/run/${name}`, root);
  }
}

/** Number of the generation the system profile names, null before the first. */
export async function currentGeneration(dir: string): Promise<number | null> {
  const link = await readlink(join(dir, 'nix/var/nix/profiles/system')).catch(() => '');
  const number = /^system-(\d+)-link$/.exec(link)?.[1];
  return number === undefined ? null : Number(number);
}

async function profileSystem(dir: string): Promise<string | null> {
  const profiles = join(dir, 'nix/var/nix/profiles');
  const link = await readlink(join(profiles, 'system')).catch(() => null);
  return link === null ? null : readlink(join(profiles, link)).catch(() => null);
}
