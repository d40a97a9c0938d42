import { expect, it } from 'vitest';
import { linkedFile } from './paths';

it.each([
  ['hosts/p510/default.nix', './hardware.nix', 'hosts/p510/hardware.nix'],
  ['hosts/p510/default.nix', '../../roles/server.nix', 'roles/server.nix'],
  ['flake.nix', './hosts/', 'hosts'],
  ['flake.nix', '../other/flake.nix', null],
  ['flake.nix', './.', null],
  ['flake.nix', '/etc/passwd', null],
  ['flake.nix', '~/secret', null],
  ['flake.nix', '<nixpkgs>', null],
])('%s: %s leads to %s', (from, written, file) => expect(linkedFile(from, written)).toBe(file));
