import { describe, expect, it } from 'vitest';
import { shortPlace } from './place';

describe('shortPlace', () => {
  it('keeps what fits', () => expect(shortPlace('hosts/hp/default.nix:41')).toBe('hosts/hp/default.nix:41'));
  it('loses the middle and keeps file and line', () =>
    expect(shortPlace('features/virtualization/podman.nix:14')).toBe('features/…/podman.nix:14'));
  it('keeps as much of the front as fits', () =>
    expect(shortPlace('a/b/a-rather-long-folder/name.nix:3', 20)).toBe('a/b/…/name.nix:3'));
  it('leaves a single name whole', () => {
    const name = `${'long'.repeat(12)}.nix`;
    expect(shortPlace(name)).toBe(name);
  });
});
