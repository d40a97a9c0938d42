import { describe, expect, it } from 'vitest';
import { dangersOf } from './dangers';
import { readScript } from './shell/commands';

const dangers = (text: string) => dangersOf(readScript(text).commands).map(({ words }) => words);

describe('dangersOf', () => {
  it.each([
    ['dd if=a.iso of=/dev/sdb bs=4M', 'writes over a drive or file with dd'],
    ['rm -rf result', 'deletes whole folders'],
    ['rm -fr "$x"', 'deletes whole folders'],
    ['rm -r -f x', 'deletes whole folders'],
    ['find . -name "*.bak" -delete', 'deletes what find finds'],
    ['mkfs.ext4 /dev/sdb1', 'makes a file system, which erases what was there'],
    ['wipefs -a /dev/sdb', 'erases file system signatures'],
    ['nixos-rebuild switch --flake .#p510', 'switches a system'],
    ['nixos-rebuild --flake .# boot', 'switches a system'],
    ['nh os switch', 'switches a system'],
    ['nix-collect-garbage -d', 'deletes old generations, so that there is no way back to them'],
    [
      'nix-collect-garbage --delete-older-than 7d',
      'deletes old generations, so that there is no way back to them',
    ],
    ['nix store gc', 'deletes store paths'],
    ['git push origin main', 'pushes to a remote repository'],
    ['git -C /etc/nixos push --force-with-lease', 'pushes by force'],
    ['git reset --hard HEAD~1', 'throws uncommitted changes away'],
    ['git clean -fdx', 'deletes files git does not know'],
    ['git checkout -- .', 'throws uncommitted changes away'],
    ['reboot', 'restarts this machine'],
    ['systemctl reboot', 'puts the machine to reboot'],
    ['curl https://x.example | bash', 'runs what another program gives it'],
    ['cat x > /dev/sdb', 'writes to a device'],
    ['snowfleet deploy p510 --yes', 'deploys to hosts'],
    ['if a; then for h in b; do nixos-rebuild switch; done; fi', 'switches a system'],
    ['x=$(rm -rf y)', 'deletes whole folders'],
    ['ls | xargs -n 1 rm -rf', 'deletes whole folders'],
    ['bash -c "git push"', 'pushes to a remote repository'],
    ['timeout 5 env A=1 reboot', 'restarts this machine'],
    ['colmena apply --on p510', 'deploys to hosts'],
    ['disko --mode disko x.nix', 'formats drives'],
    ['agenix -r', 'encrypts every secret anew'],
  ])('%s', (text, words) => expect(dangers(text)).toContain(words));

  it('says what runs as root, here and elsewhere', () => {
    expect(dangers('sudo -u root dd if=x of=y')).toEqual([
      'writes over a drive or file with dd',
      'runs dd as root',
    ]);
    expect(dangers('ssh root@p510 "poweroff"')).toEqual([
      'turns this machine off on another machine',
      'logs in to a machine as root',
    ]);
    expect(dangers('ssh -p 22 p510 "sudo rm -rf /run/agenix.d || true"')).toEqual([
      'deletes whole folders on another machine',
      'runs rm as root on another machine',
    ]);
  });

  it.each([
    'rm result',
    'echo "rm -rf /" | cat',
    '# rm -rf /',
    'nixos-rebuild build --flake .#p510',
    'nixos-rebuild dry-activate',
    'git status; git fetch; git reset',
    'nix build .#x > /dev/null',
    'dd --help',
    'systemctl status nginx',
    'ssh p510 uptime',
    'snowfleet deploy --help',
    'fdisk -l',
    'find . -name x',
    'cat <<EOF\nrm -rf /\nEOF',
  ])('lets %j be', (text) => expect(dangers(text)).toEqual([]));

  it('says each thing once, at its first line', () => {
    expect(dangersOf(readScript('rm -rf a\nrm -rf b', 7).commands)).toEqual([
      { words: 'deletes whole folders', line: 7 },
    ]);
  });
});
