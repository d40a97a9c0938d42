# The machine to try things on: the same at every start, but for the results that are put aside.
{
  # Folder that lasts.
  results,
  packages,
}:
{ pkgs, ... }:
{
  systemd.tmpfiles.rules = [ "d ${results}/runs 0755 admin users 30d" ];

  environment.variables.RESULTS = "${results}/runs";
  environment.systemPackages = map (name: pkgs.${name}) packages;

  # A kernel that fell over starts anew instead of keeping the machine.
  boot.kernel.sysctl = {
    "kernel.panic" = 10;
    "kernel.panic_on_oops" = 1;
  };
}
