# How far a port answers: what the option `expose` of a feature means.
#   local    this host only
#   tailnet  the fleet's own network, through Tailscale's interface
#   network  every network the host is in
{ expose, port }:
{
  address = if expose == "local" then "127.0.0.1" else "0.0.0.0";

  firewall =
    if expose == "network" then
      { allowedTCPPorts = [ port ]; }
    else if expose == "tailnet" then
      { interfaces.tailscale0.allowedTCPPorts = [ port ]; }
    else
      { };
}
