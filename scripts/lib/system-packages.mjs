/**
 * What the suites need from the system beyond Node and npm packages: a command (or, where there is none, a
 * shared library), the Debian package that brings it, its name in nixpkgs, and what is skipped without it.
 * `startsService`: installing it starts a service of its own where systemd runs.
 */
export const SYSTEM_PACKAGES = [
  { command: 'git', debian: 'git', nixpkgs: 'git', for: 'drafts and commits' },
  { command: 'nix', debian: 'nix-bin', nixpkgs: 'nix', for: 'evaluation, builds and practice hosts' },
  { command: 'ssh', debian: 'openssh-client', nixpkgs: 'openssh', for: 'reaching hosts' },
  { command: 'sshd', debian: 'openssh-server', nixpkgs: 'openssh', for: 'simulated hosts' },
  { command: 'chromium', debian: 'chromium', nixpkgs: 'chromium', for: 'the journeys in a browser' },
  {
    command: 'gnome-keyring-daemon',
    debian: 'gnome-keyring',
    nixpkgs: 'gnome-keyring',
    for: 'the keychain suite',
  },
  { command: 'dbus-run-session', debian: 'dbus', nixpkgs: 'dbus', for: 'the keychain suite' },
  {
    library: 'libsecret-1.so.0',
    debian: 'libsecret-1-0',
    nixpkgs: 'libsecret',
    for: 'the keychain suite',
  },
  { command: 'age', debian: 'age', nixpkgs: 'age', for: 'proving secrets against the age program' },
  { command: 'ip', debian: 'iproute2', nixpkgs: 'iproute2', for: 'simulated hosts' },
  { command: 'sudo', debian: 'sudo', nixpkgs: 'sudo', for: 'deploys by users who are not root' },
  { command: 'unshare', debian: 'util-linux', nixpkgs: 'util-linux', for: 'simulated hosts' },
  { command: 'mount', debian: 'mount', nixpkgs: 'util-linux', for: 'the full-disk suite' },
  ...[
    { command: 'promtool', debian: 'prometheus', nixpkgs: 'prometheus.cli', startsService: true },
    {
      command: 'amtool',
      debian: 'prometheus-alertmanager',
      nixpkgs: 'prometheus-alertmanager',
      startsService: true,
    },
    { command: 'nft', debian: 'nftables', nixpkgs: 'nftables' },
    { command: 'shellcheck', debian: 'shellcheck', nixpkgs: 'shellcheck' },
    { command: 'caddy', debian: 'caddy', nixpkgs: 'caddy', startsService: true },
  ].map((row) => Object.assign(row, { for: 'judging the files that the fleet makes' })),
  ...['tmux', 'vim', 'htop'].map((name) => ({
    command: name,
    debian: name,
    nixpkgs: name,
    for: 'comparing the terminal with tmux',
  })),
  { command: 'xz', debian: 'xz-utils', nixpkgs: 'xz', for: 'unpacking images' },
  { command: 'zstd', debian: 'zstd', nixpkgs: 'zstd', for: 'unpacking images' },
  { command: 'pkexec', debian: 'pkexec', nixpkgs: 'polkit', for: 'writing drives as an ordinary user' },
  { command: 'mcopy', debian: 'mtools', nixpkgs: 'mtools', for: 'images that start from USB' },
  { command: 'mkfs.vfat', debian: 'dosfstools', nixpkgs: 'dosfstools', for: 'images that start from USB' },
  { command: 'busybox', debian: 'busybox', nixpkgs: 'busybox', for: 'the wizard of the installer' },
  { command: 'ps', debian: 'procps', nixpkgs: 'procps', for: 'the suites about processes left behind' },
];

/** Folders that hold programs a plain user's PATH may leave out. */
const EXTRA_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** Every place to look for a command: PATH, then the system's sbin folders. */
export function commandFolders(path) {
  const folders = (path || '').split(':').filter((folder) => folder !== '');
  return folders.concat(EXTRA_FOLDERS.filter((folder) => !folders.includes(folder)));
}

/** The rows of the table that `has(row)` does not find. */
export function missingPackages(has, table = SYSTEM_PACKAGES) {
  return table.filter((row) => !has(row));
}

/** Rows that may be installed unasked: a test run starts no service on somebody's computer. */
export function harmlessToInstall(missing, systemdRuns) {
  return missing.filter((row) => !(systemdRuns && row.startsService === true));
}

/** `/etc/os-release` as an object (systemd's os-release(5): KEY=VALUE, value possibly quoted). */
export function parseOsRelease(text) {
  const release = {};
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at < 1 || line.startsWith('#')) continue;
    let value = line.slice(at + 1).trim();
    const quote = value[0];
    if ((quote === '"' || quote === "'") && value.endsWith(quote)) value = value.slice(1, -1);
    release[line.slice(0, at)] = value;
  }
  return release;
}

/** The kind of distribution that decides how packages are installed. */
export function distribution(release) {
  const ids = [release.ID || ''].concat((release.ID_LIKE || '').split(' '));
  if (ids.includes('nixos')) return 'nixos';
  if (ids.includes('debian') || ids.includes('ubuntu')) return 'debian';
  return 'other';
}

const unique = (names) => Array.from(new Set(names));

/** The one command that brings the missing packages, as words for a person to run. */
export function installHint(kind, missing) {
  if (kind === 'debian') {
    return `sudo apt-get install --no-install-recommends ${unique(missing.map((row) => row.debian)).join(' ')}`;
  }
  return `nix shell ${unique(missing.map((row) => `nixpkgs#${row.nixpkgs}`)).join(' ')}`;
}
