{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (import ../declare.nix lib) flag of maybe texts service unit;
  inherit (lib) types;
  ports = of (types.listOf types.port) [ ];
  openPorts = {
    allowedTCPPorts = ports "TCP ports to open.";
    allowedUDPPorts = ports "UDP ports to open.";
    allowedTCPPortRanges = of (types.listOf (types.attrsOf types.port)) [ ] "TCP ports to open.";
    allowedUDPPortRanges = of (types.listOf (types.attrsOf types.port)) [ ] "UDP ports to open.";
  };
  inherit (config.networking) firewall nftables;

  resolver = types.enum [
    "default"
    "dnsmasq"
    "systemd-resolved"
    "none"
  ];
  routing = types.enum [
    "none"
    "client"
    "server"
    "both"
  ];
  rootLogin = types.enum [
    "yes"
    "without-password"
    "prohibit-password"
    "forced-commands-only"
    "no"
  ];
  reversePath = types.either types.bool (
    types.enum [
      "strict"
      "loose"
    ]
  );
in
{
  imports = [
    (service {
      path = [ "networking" "networkmanager" ];
      title = "NetworkManager";
      options = _: {
        wifi.powersave = maybe types.bool "Whether the radio saves power.";
        dns = of resolver "default" "Who answers names.";
      };
      packages = _: pkgs: [ pkgs.networkmanager ];
      units = _: _: { "NetworkManager.service" = unit "Network Manager" "NetworkManager"; };
    })
    (service {
      path = [ "services" "tailscale" ];
      title = "Tailscale";
      options = pkgs: {
        port = of types.port 41641 "UDP port.";
        useRoutingFeatures = of routing "none" "Routing the host takes part in.";
        extraUpFlags = texts [ ] "Further arguments of tailscale up.";
        openFirewall = flag false "Whether the port is opened.";
        authKeyFile = maybe types.path "File with the key to join with.";
      };
      packages = _: pkgs: [ pkgs.tailscale ];
      units = _: pkgs: {
        "tailscaled.service" = unit "Tailscale node agent" "${pkgs.tailscale}/bin/tailscaled";
      };
    })
    (service {
      path = [ "services" "openssh" ];
      title = "the OpenSSH secure shell daemon";
      options = _: {
        ports = of (types.listOf types.port) [ 22 ] "Ports to answer on.";
        openFirewall = flag true "Whether the ports are opened.";
        settings = lib.mkOption {
          default = { };
          description = "Settings of sshd.";
          type = types.submodule {
            freeformType = types.attrsOf types.anything;
            options = {
              PasswordAuthentication = of (types.nullOr types.bool) true "Whether passwords are accepted.";
              PermitRootLogin = of (types.nullOr rootLogin) "prohibit-password" "Whether root may log in.";
              X11Forwarding = of (types.nullOr types.bool) false "Whether X is passed on.";
            };
          };
        };
      };
      packages = _: pkgs: [ pkgs.openssh ];
      units = _: pkgs: { "sshd.service" = unit "SSH Daemon" "${pkgs.openssh}/bin/sshd -D"; };
    })
    (service {
      path = [ "services" "resolved" ];
      title = "systemd-resolved";
      units = _: _: { "systemd-resolved.service" = unit "Network Name Resolution" "systemd-resolved"; };
    })
    (service {
      path = [ "services" "avahi" ];
      title = "Avahi";
      options = _: {
        nssmdns4 = flag false "Whether .local names resolve.";
        openFirewall = flag true "Whether its port is opened.";
      };
      units = _: _: { "avahi-daemon.service" = unit "Avahi" "avahi-daemon"; };
    })
  ];

  options.networking = {
    hostName = lib.mkOption {
      type = types.strMatching "^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$";
      default = "nixos";
      description = "Name of the host.";
    };
    domain = maybe types.str "Domain of the host.";
    hostId = maybe types.str "Number of the host, for ZFS.";
    useDHCP = flag true "Whether addresses come from DHCP.";
    nameservers = texts [ ] "Name servers.";
    search = texts [ ] "Domains to search.";
    extraHosts = of types.lines "" "More lines of /etc/hosts.";
    hosts = of (types.attrsOf (types.listOf types.str)) { } "Names of addresses.";
    useNetworkd = flag false "Whether systemd-networkd is used.";
    nftables = {
      enable = flag false "Whether the firewall uses nftables.";
      ruleset = of types.lines "" "Rules to load.";
    };
    firewall = openPorts // {
      enable = flag true "Whether the firewall is on.";
      allowPing = flag true "Whether pings are answered.";
      trustedInterfaces = texts [ ] "Interfaces everything may come in by.";
      checkReversePath = of reversePath true "Whether the way back is checked.";
      extraCommands = of types.lines "" "Further commands, for iptables.";
      interfaces = of (types.attrsOf (types.submodule { options = openPorts; })) { } "Ports by interface.";
    };
  };

  config = lib.mkMerge [
    (lib.mkIf firewall.enable {
      practice.units."${if nftables.enable then "nftables" else "firewall"}.service" = {
        description = if nftables.enable then "nftables firewall" else "Firewall";
        exec = if nftables.enable then "${pkgs.nftables}/bin/nft -f" else "${pkgs.iptables}/bin/iptables";
        reload = true;
        fingerprint = builtins.hashString "sha256" (
          builtins.toJSON [
            (lib.unique firewall.allowedTCPPorts)
            (lib.unique firewall.allowedUDPPorts)
            firewall.trustedInterfaces
            firewall.interfaces
          ]
        );
      };
      networking.firewall.allowedTCPPorts = lib.mkIf (
        config.services.openssh.enable && config.services.openssh.openFirewall
      ) config.services.openssh.ports;
    })
    (lib.mkIf nftables.enable { environment.systemPackages = [ pkgs.nftables ]; })
    {
      assertions = [
        {
          assertion = nftables.enable -> firewall.extraCommands == "";
          message = "extraCommands is incompatible with the nftables based firewall.";
        }
      ];
    }
  ];
}
