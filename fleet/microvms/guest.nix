# What every microVM of the fleet is: a NixOS that boots in seconds, shares the host's store without writing to it, and
# keeps what must last on a volume of its own. The features of virtualization.microvm-* say how much each may take.
{
  # Name of the machine, and of its folder on the host.
  name,
  # Last number of its address; two digits, because its MAC address ends in them as well.
  index,
  # The first three numbers of the addresses on the bridge; the host has number 1.
  network,
  # Name servers; none for a machine that shall not reach the internet.
  resolvers,
  # MiB of memory, number of processors.
  memory,
  cores,
  # The volume: where it is mounted and how many MiB it has.
  volume,
  # Public keys that may log in as admin.
  keys,
  stateVersion,
}:
{ lib, ... }:
let
  mac = "02:00:00:00:01:${toString index}";
  online = resolvers != [ ];
in
{
  microvm = {
    hypervisor = "cloud-hypervisor";
    mem = memory;
    vcpu = cores;

    shares = [
      {
        tag = "ro-store";
        proto = "virtiofs";
        source = "/nix/store";
        mountPoint = "/nix/.ro-store";
      }
    ];
    # The host refuses to write, whatever the guest is talked into.
    virtiofsd.extraArgs = [ "--readonly" ];

    volumes = [
      {
        image = "state.img";
        label = "state";
        mountPoint = volume.mountPoint;
        size = volume.size;
      }
    ];

    interfaces = [
      {
        type = "tap";
        # The host's bridge takes in what is called vm-*.
        id = "vm-${name}";
        inherit mac;
      }
    ];
  };

  networking = {
    hostName = name;
    useDHCP = false;
    useNetworkd = true;
    nftables.enable = true;
  };
  systemd.network.networks."10-bridge" = {
    matchConfig.MACAddress = mac;
    address = [ "${network}.${toString index}/24" ];
    gateway = lib.optional online "${network}.1";
    dns = resolvers;
    linkConfig.RequiredForOnline = "routable";
  };

  services.openssh = {
    enable = true;
    # On the volume: a machine that starts anew is still the one that people know.
    hostKeys = [
      {
        type = "ed25519";
        path = "${volume.mountPoint}/ssh/ssh_host_ed25519_key";
      }
    ];
    settings = {
      PasswordAuthentication = false;
      PermitRootLogin = "no";
    };
  };

  users.mutableUsers = false;
  users.users.admin = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    openssh.authorizedKeys.keys = keys;
  };
  # Who is let in by key has no password to ask for.
  security.sudo.wheelNeedsPassword = false;

  # The journal goes with the machine; without a limit it would fill the memory that stands in for a disk.
  services.journald.extraConfig = "RuntimeMaxUse=64M";

  system.stateVersion = stateVersion;
}
