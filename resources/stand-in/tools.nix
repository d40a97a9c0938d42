# What the toy packages are built with. A Nix daemon builds in a sandbox that has no /usr: there the app
# puts store paths of bash and coreutils here (with builtins.appendContext), and `system` where the
# machine is not of the platform the fleet is written for.
{
  sh = "/bin/sh";
  path = "/bin:/usr/bin";
}
