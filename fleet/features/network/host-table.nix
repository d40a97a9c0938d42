# Where the hosts are in the local network. One table for everything that has to know: the names that work without
# Tailscale, the DNS server, the probes, and the hosts of the tailnet's policy.
#
# The addresses are reserved for documentation (RFC 5737) and the domain for homes (RFC 8375).
{
  domain = "home.arpa";
  network = "192.0.2.0/24";
  gateway = "192.0.2.1";

  hosts = {
    dex5550.address = "192.0.2.222";
    hp.address = "192.0.2.246";
    p510.address = "192.0.2.127";
    p620.address = "192.0.2.97";
    razer.address = "192.0.2.188";
    samsung.address = "192.0.2.90";
  };
}
