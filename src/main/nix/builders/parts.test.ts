import { describe, expect, it } from 'vitest';
import type { Builder } from '../../../shared/contract';
import { isTrusted, parseMachine } from './ask-machine';
import { machineLine } from './machine-line';

const builder: Builder = {
  address: 'nix@big',
  systems: ['x86_64-linux', 'i686-linux'],
  jobs: 4,
  speed: 2.4,
  features: ['kvm', 'big-parallel'],
  mandatory: [],
};

describe('machineLine', () => {
  it('is a line as nix.conf(5) has it; our own ssh knows keys and host keys', () =>
    expect(machineLine({ ...builder, sshKey: '/root/key' }, 'ssh-ng://nix@big')).toBe(
      'ssh-ng://nix@big x86_64-linux,i686-linux - 4 2 kvm,big-parallel - -',
    ));

  it('tells a daemon the key to log in with and the host key to expect', () =>
    expect(
      machineLine({ ...builder, features: [], mandatory: ['kvm'], sshKey: '/root/key' }, 'ssh-ng://big', {
        hostKey: 'ssh-ed25519 AAAA',
      }),
    ).toBe('ssh-ng://big x86_64-linux,i686-linux /root/key 4 2 - kvm c3NoLWVkMjU1MTkgQUFBQQ=='));

  it.each(['/root/my key', '/root/key;x', '/root/key#x'])(
    'refuses %s, which Nix would read as more',
    (sshKey) =>
      expect(() => machineLine({ ...builder, sshKey }, 'ssh-ng://big', { hostKey: null })).toThrow(
        /cannot be told/,
      ),
  );
});

describe('what a machine says of itself', () => {
  const settings = {
    system: { value: 'x86_64-linux' },
    'extra-platforms': { value: ['i686-linux', 'x86_64-v3-linux'] },
    'system-features': { value: ['gccarch-x86-64-v3', 'kvm'] },
    'trusted-users': { value: ['root', '@wheel'] },
  };

  it('is read with what it builds for', () =>
    expect(parseMachine(`nix\n8\nnix (Nix) 2.18.1\n${JSON.stringify(settings)}\n`)).toEqual({
      user: 'nix',
      cores: 8,
      nixVersion: '2.18.1',
      systems: ['x86_64-linux', 'i686-linux'],
      features: ['kvm'],
      trustedUsers: ['root', '@wheel'],
    }));

  it.each(['', 'nix\n0\nnone\n', 'nix\n0\nnone\n{"system":3}'])('may be little or nonsense', (output) =>
    expect(parseMachine(output)).toMatchObject({ nixVersion: null, systems: [], cores: null }),
  );

  it('says whom it trusts; of groups it cannot be told from here', () => {
    expect(isTrusted('root', null)).toBe(true);
    expect(isTrusted('nix', ['root', 'nix'])).toBe(true);
    expect(isTrusted('nix', ['root'])).toBe(false);
    expect(isTrusted('nix', ['root', '@wheel'])).toBeNull();
    expect(isTrusted('nix', null)).toBeNull();
  });
});
