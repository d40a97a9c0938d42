# What the features of the network set up. Run by `nix eval .#tests`.
{ has, absent }:
{
  ad-blocking = {
    settings.also = [ "gambling" ];
    expect.networking.stevenblack = {
      enable = true;
      block = [ "gambling" ];
    };
  };

  bandwidth = {
    expect.services.vnstat.enable = true;
    expect.programs.bandwhich.enable = true;
  };

  cloudflared = {
    settings = {
      tunnel = "01234567-89ab-cdef-0123-456789abcdef";
      pages."status.example.org" = "http://127.0.0.1:8085";
    };
    expect.services.cloudflared.tunnels."01234567-89ab-cdef-0123-456789abcdef" = {
      credentialsFile = "/run/agenix/cloudflared-tunnel";
      default = "http_status:404";
      ingress."status.example.org" = "http://127.0.0.1:8085";
    };
  };

  ddns = {
    settings.names = [ "house.example.org" ];
    expect.services.ddclient = {
      enable = true;
      protocol = "cloudflare";
      domains = [ "house.example.org" ];
      passwordFile = "/run/agenix/ddns-password";
    };
  };

  diagnostics = {
    settings.capture = true;
    expect = {
      programs.mtr.enable = true;
      programs.wireshark.enable = true;
      users.users.admin.extraGroups = has [ "wireshark" ];
      environment.systemPackages = has [
        "nmap"
        "tcpdump"
      ];
    };
  };

  dns-over-tls = {
    settings = {
      provider = "mullvad";
      strict = true;
    };
    expect = {
      services.resolved.enable = true;
      services.resolved.dnsovertls = "true";
      services.resolved.domains = [ "~." ];
      networking.nameservers = [ "194.242.2.2#dns.mullvad.net" ];
    };
  };

  dns-server = {
    settings.listen = [ "192.0.2.222" ];
    expect = {
      services.unbound = {
        enable = true;
        settings.server.interface = [
          "127.0.0.1"
          "192.0.2.222"
        ];
        settings.server.local-data = has [ ''"p620.home.arpa. IN A 192.0.2.97"'' ];
        settings.forward-zone = has [
          {
            name = ".";
            forward-tls-upstream = true;
            forward-addr = [
              "9.9.9.9@853#dns.quad9.net"
              "149.112.112.112@853#dns.quad9.net"
            ];
          }
        ];
      };
      networking.nameservers = [ "127.0.0.1" ];
      networking.firewall.allowedUDPPorts = has [ 53 ];
    };
  };

  firewall = {
    settings = {
      log = "packets";
      openings = [
        {
          port = 9999;
          reason = "a test asks for it";
        }
        {
          port = 8888;
          protocol = "udp";
          interface = "tailscale0";
          reason = "another one";
        }
      ];
    };
    expect = {
      networking.firewall = {
        enable = true;
        rejectPackets = false;
        logRefusedPackets = true;
        allowedTCPPorts = has [ 9999 ];
        interfaces.tailscale0.allowedUDPPorts = [ 8888 ];
      };
      environment.etc.firewall-openings.text = has [ "tcp/9999 on every interface: a test asks for it" ];
    };
  };

  lan-fallback = {
    expect = {
      networking.hosts."192.0.2.97" = [ "p620.home.arpa" ];
      programs.ssh.extraConfig = has [
        "Match originalhost p620 exec"
        "HostName 192.0.2.97"
      ];
    };
  };

  load-balancer = {
    settings = {
      expose = "network";
      services.ai = {
        port = 8090;
        servers = [
          "p620:11434"
          "hp:11434"
        ];
        spare = true;
      };
    };
    expect = {
      services.haproxy.enable = true;
      services.haproxy.config = has [
        "bind :8090"
        "server p620-11434 p620:11434 check"
        "server hp-11434 hp:11434 check resolvers host init-addr last,libc,none backup"
      ];
      networking.firewall.allowedTCPPorts = has [ 8090 ];
    };
  };

  mac-privacy = {
    settings.change = "random";
    expect.networking.networkmanager.wifi.macAddress = "random";
  };

  mosh = {
    expect = {
      programs.mosh.enable = true;
      programs.mosh.openFirewall = false;
      networking.firewall.interfaces.tailscale0.allowedUDPPortRanges = [
        {
          from = 60000;
          to = 61000;
        }
      ];
    };
  };

  network-manager = {
    settings.wifiBackend = "iwd";
    expect = {
      networking.networkmanager.enable = true;
      networking.networkmanager.wifi.backend = "iwd";
      users.users.admin.extraGroups = has [ "networkmanager" ];
    };
  };

  networkd = {
    settings.address = "192.0.2.222/24";
    expect = {
      networking.useNetworkd = true;
      systemd.network.networks."10-wired" = {
        address = [ "192.0.2.222/24" ];
        gateway = [ "192.0.2.1" ];
        networkConfig.DHCP = "no";
      };
    };
  };

  nftables.expect = {
    networking.nftables.enable = true;
    environment.systemPackages = has [ "nftables" ];
  };

  reverse-proxy = {
    settings = {
      sites.grafana = "127.0.0.1:3001";
      expose = "network";
    };
    expect = {
      services.caddy.enable = true;
      services.caddy.virtualHosts."grafana.home.arpa".extraConfig = has [
        "reverse_proxy 127.0.0.1:3001"
        "tls internal"
      ];
      networking.firewall.allowedTCPPorts = has [
        80
        443
      ];
    };
  };

  service-discovery = {
    settings.announce = [ "files" ];
    expect = {
      services.avahi = {
        enable = true;
        publish.enable = true;
        extraServiceFiles.files = has [ "_sftp-ssh._tcp" ];
      };
      services.resolved.extraConfig = has [ "MulticastDNS=no" ];
    };
  };

  speed-test = {
    expect = {
      services.iperf3.enable = true;
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = [ 5201 ];
    };
  };

  ssh-client = {
    settings.keepMinutes = 5;
    expect.programs.ssh.extraConfig = has [
      "ControlPersist 5m"
      "ServerAliveInterval 20"
    ];
  };

  ssh = {
    settings.expose = "tailnet";
    expect = {
      services.openssh = {
        enable = true;
        openFirewall = false;
        ports = [ 22 ];
        settings.PasswordAuthentication = false;
      };
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = has [ 22 ];
    };
  };

  static-names = {
    settings.devices.printer = "192.0.2.20";
    expect.networking.hosts."192.0.2.20" = [
      "printer.home.arpa"
      "printer"
    ];
  };

  tailscale-acl = {
    expect = {
      environment.etc."tailscale/policy.json".text = has [
        ''"tag:server":["group:admins"]''
        ''"action":"accept"''
      ];
      environment.systemPackages = has [ "tailnet-policy" ];
    };
  };

  tailscale-dns = {
    settings = {
      tailnet = "tail1234.ts.net";
      mode = "all";
    };
    expect = {
      services.resolved.enable = true;
      services.resolved.fallbackDns = [ ];
      networking.search = has [ "tail1234.ts.net" ];
      services.tailscale.extraSetFlags = has [ "--accept-dns=true" ];
    };
  };

  tailscale = {
    settings = {
      routing = "server";
      exitNode = true;
      routes = [ "192.0.2.0/24" ];
      tags = [ "tag:server" ];
    };
    expect = {
      services.tailscale = {
        enable = true;
        authKeyFile = "/run/agenix/tailscale-auth-key";
        useRoutingFeatures = "server";
        extraUpFlags = [ "--advertise-tags=tag:server" ];
        extraSetFlags = has [
          "--advertise-exit-node=true"
          "--advertise-routes=192.0.2.0/24"
        ];
      };
      networking.firewall.trustedInterfaces = absent;
    };
  };

  time-sync = {
    settings.serve = true;
    expect = {
      services.chrony.enable = true;
      services.chrony.enableNTS = true;
      services.chrony.extraConfig = has [ "allow 192.0.2.0/24" ];
      networking.firewall.allowedUDPPorts = has [ 123 ];
    };
  };

  wake-on-lan.expect = {
    systemd.network.links."50-wake-on-lan".linkConfig.WakeOnLan = "magic";
    environment.systemPackages = has [ "wakeonlan" ];
  };

  wireguard = {
    settings = {
      answer = true;
      peers = [
        {
          name = "parents";
          publicKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
          networks = [ "10.87.0.2/32" ];
        }
      ];
    };
    expect = {
      networking.wireguard.interfaces.wg0 = {
        ips = [ "10.87.0.1/24" ];
        privateKeyFile = "/run/agenix/wireguard-key";
      };
      networking.firewall.allowedUDPPorts = has [ 51820 ];
    };
  };
}
