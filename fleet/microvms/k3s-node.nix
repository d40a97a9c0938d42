# A machine of the K3s cluster: the server where `server` is null, an agent of that server otherwise.
{
  # Address of the server to join.
  server ? null,
  # Folder on the host that holds the token of the cluster, and nothing else.
  tokenFolder,
  # Parts of K3s to leave out; the server's matter.
  disable ? [ ],
}:
{ lib, ... }:
{
  microvm.shares = [
    {
      tag = "k3s-token";
      proto = "virtiofs";
      source = tokenFolder;
      mountPoint = "/run/k3s-token";
    }
  ];

  services.k3s = {
    enable = true;
    role = if server == null then "server" else "agent";
    tokenFile = "/run/k3s-token/token";
    serverAddr = lib.mkIf (server != null) "https://${server}:6443";
    extraFlags = map (part: "--disable=${part}") disable;
    gracefulNodeShutdown.enable = true;
  };
  systemd.services.k3s.unitConfig.RequiresMountsFor = [ "/run/k3s-token" ];

  networking.firewall = {
    # The API, and what the server asks of each node's kubelet.
    allowedTCPPorts = lib.optional (server == null) 6443 ++ [ 10250 ];
    # Flannel, between the nodes.
    allowedUDPPorts = [ 8472 ];
    trustedInterfaces = [
      "cni0"
      "flannel.1"
    ];
  };
}
