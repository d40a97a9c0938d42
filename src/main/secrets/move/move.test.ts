import { describe, expect, it } from 'vitest';
import { literalAt } from './literal';
import { withReference } from './reference';
import { takesFile } from './twins';

/** The module after its password, the first text in it that says so, was moved. */
function moved(source: string, file = 'hosts/p1/x.nix'): string {
  const before = source.slice(0, source.indexOf('hunter2'));
  const line = before.split('\n').length;
  const at = { file, line, column: before.length - before.lastIndexOf('\n') };
  return withReference(literalAt(source, at), at, { name: 'x-password', secret: 'secrets/x-password.age' });
}
const refused = (words: RegExp) =>
  expect.objectContaining({ code: 'not-literal', message: expect.stringMatching(words) });
function error(source: string): unknown {
  try {
    return moved(source);
  } catch (reason) {
    return reason;
  }
}

describe('a credential in clear becomes a reference', () => {
  it('with its declaration, where config is in scope', () => {
    expect(moved('{ config, ... }:\n{\n  services.x = {\n    password = "hunter2";\n  };\n}\n')).toBe(
      '{ config, ... }:\n{\n  services.x = {\n    passwordFile = config.age.secrets.x-password.path;\n  };\n' +
        '  age.secrets.x-password.file = ../../secrets/x-password.age;\n}\n',
    );
  });

  it('where config is added to the arguments', () => {
    expect(moved('{ services.x.password = "hunter2"; }', 'a.nix')).toMatch(/^\{ config, \.\.\. \}:\n\n\{/);
    expect(moved('{ pkgs, ... }: { services.x.password = "hunter2"; }', 'a.nix')).toMatch(
      /^\{ config, pkgs, \.\.\. \}:/,
    );
    expect(moved('{ ... }: { services.x.password = "hunter2"; }', 'a.nix')).toContain(
      'age.secrets.x-password.file = ./secrets/x-password.age;',
    );
  });

  it('on the condition of the option, and inside its priority', () => {
    const source =
      '{ config, lib, ... }:\n{\n  options.a = lib.mkEnableOption "a";\n  config = lib.mkIf config.a {\n    services.x.password = lib.mkForce "hunter2";\n  };\n}\n';
    expect(moved(source)).toContain(
      '    services.x.passwordFile = lib.mkForce config.age.secrets.x-password.path;\n    age.secrets.x-password.file = ../../secrets/x-password.age;\n  };',
    );
  });

  it('and is refused where that would not surely be right', () => {
    expect(error('{ config, ... }: let p = "hunter2"; in { services.x.password = p; }')).toEqual(
      refused(/./),
    );
    expect(error('{ config, ... }: { services.x.password = "a${config.b}hunter2"; }')).toEqual(
      refused(/part|not the value/),
    );
    expect(error('{ config, ... }: { services.x.passwords = [ "hunter2" ]; }')).toEqual(refused(/part/));
    expect(
      error('{ config, ... }: { services.x.password = "hunter2"; services.x.passwordFile = "/x"; }'),
    ).toEqual(refused(/set as well/));
    expect(error('let config = { }; in { services.x.password = "hunter2"; }')).toEqual(refused(/config is/));
    expect(error('args: { services.x.password = "hunter2"; }')).toEqual(refused(/does not take config/));
    expect(error('inputs: { pkgs, ... }: { services.x.password = "hunter2"; }')).toEqual(
      refused(/does not take config/),
    );
    expect(error('with import ./y; { services.x.password = "hunter2"; a = config.b; }')).toEqual(
      refused(/config is/),
    );
  });
});

it('knows options that take a file', async () => {
  const own = (path: string, description = '') => ({
    path,
    scope: 'nixos' as const,
    type: 'nullOr str',
    hasDefault: false,
    description,
    file: 'a.nix',
    line: 1,
  });
  const options = [
    own('my.app.token'),
    own('my.app.tokenFile'),
    own('my.env.token'),
    own('my.env.tokenFile', 'Environment file with TOKEN.'),
    own('my.half.tokenFile'),
  ];
  const parts = {
    resourcesDir: new URL('../../../../resources', import.meta.url).pathname,
    findOptions: async (query: string) => options.filter(({ path }) => path.includes(query)),
  };
  const takes = (option: string): Promise<boolean> =>
    takesFile(option.split('.'), `${option}File`.split('.'), parts);
  expect(await takes('users.users.ada.hashedPassword')).toBe(true);
  expect(await takes('services.k3s.token')).toBe(true);
  expect(await takes('my.app.token')).toBe(true);
  // Of users, NixOS reads only hashes from files.
  expect(await takes('users.users.ada.password')).toBe(false);
  expect(await takes('boot.loader.grub.users.ada.hashedPassword')).toBe(false);
  expect(await takes('services.gitea-actions-runner.instances.main.token')).toBe(false);
  expect(await takes('my.env.token')).toBe(false);
  expect(await takes('my.half.token')).toBe(false);
});
