{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of text texts;
  inherit (lib) types;
  user =
    { name, ... }:
    {
      options = {
        name = text name "Name to log in with.";
        description = text "" "Full name.";
        isNormalUser = flag false "Whether it is a person.";
        isSystemUser = flag false "Whether it belongs to a service.";
        uid = maybe types.int "Number.";
        group = text "" "Main group.";
        extraGroups = texts [ ] "Further groups.";
        home = text "/var/empty" "Home folder.";
        createHome = flag false "Whether the home folder is made.";
        shell = maybe (types.oneOf [ types.package types.path types.str ]) "Shell.";
        linger = flag false "Whether its services run without a login.";
        packages = of (types.listOf types.package) [ ] "Packages of this user.";
        hashedPassword = maybe types.str "Hash of the password.";
        hashedPasswordFile = maybe types.str "File with the hash of the password.";
        initialPassword = maybe types.str "First password.";
        openssh.authorizedKeys.keys = texts [ ] "Keys that may log in.";
        openssh.authorizedKeys.keyFiles = of (types.listOf types.path) [ ] "Files of keys that may log in.";
      };
    };
  group =
    { name, ... }:
    {
      options = {
        name = text name "Name.";
        gid = maybe types.int "Number.";
        members = texts [ ] "Users in it.";
      };
    };
in
{
  options.users = {
    mutableUsers = flag true "Whether users can be changed on the host.";
    motd = of types.lines "" "Greeting after login.";
    defaultUserShell = maybe (types.either types.path types.package) "Shell of users.";
    users = of (types.attrsOf (types.submodule user)) { } "Users of the host.";
    groups = of (types.attrsOf (types.submodule group)) { } "Groups of the host.";
  };
}
