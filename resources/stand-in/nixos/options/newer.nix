# Options of NixOS 25.11 that the list of December 2024 does not have, or has with another type.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (import ../declare.nix lib)
    flag
    maybe
    of
    package
    port
    service
    text
    texts
    unit
    ;
  inherit (import ../types.nix lib) atom unitValue value;
  inherit (lib) types;

  values = of value { };
  # More options inside what the list has.
  inEach = options: of (types.attrsOf (types.submodule { inherit options; })) { };
  exporter = number: {
    enable = flag false "Whether the exporter runs.";
    port = port number "Port to answer on.";
    listenAddress = text "0.0.0.0" "Address to answer on.";
    extraFlags = texts [ ] "Further arguments.";
    openFirewall = flag false "Whether its port is opened.";
    firewallFilter = maybe types.str "Filter of the firewall rule.";
    firewallRules = maybe types.lines "Firewall rules.";
    user = text "exporter" "User it runs as.";
    group = text "exporter" "Group it runs as.";
  };
in
{
  imports = [
    (service {
      path = [ "services" "litellm" ];
      title = "LiteLLM";
      options = pkgs: {
        package = package pkgs "litellm";
        host = text "127.0.0.1" "Address to answer on.";
        port = port 8080 "Port to answer on.";
        openFirewall = flag false "Whether its port is opened.";
        stateDir = of types.path "/var/lib/litellm" "Folder of its data.";
        environment = of (types.attrsOf types.str) { } "Environment variables.";
        environmentFile = maybe types.path "File with environment variables.";
        settings = values "Settings.";
      };
      units = _: _: { "litellm.service" = unit "LLM Gateway to provide model access, fallbacks and spend tracking across 100+ LLMs." "litellm"; };
    })
    (service {
      path = [ "services" "qbittorrent" ];
      title = "qBittorrent";
      options = pkgs: {
        package = package pkgs "qbittorrent-nox";
        user = text "qbittorrent" "User it runs as.";
        group = text "qbittorrent" "Group it runs as.";
        profileDir = of types.path "/var/lib/qBittorrent/" "Folder of its data.";
        webuiPort = of (types.nullOr types.port) 8080 "Port of the web page.";
        torrentingPort = maybe types.port "Port of the transfers.";
        openFirewall = flag false "Whether its ports are opened.";
        serverConfig = of (types.attrsOf types.anything) { } "Settings.";
        extraArgs = texts [ ] "Further arguments.";
      };
      units = cfg: _: { "qbittorrent.service" = unit "qbittorrent BitTorrent client" "qbittorrent-nox"; };
    })
    (service {
      path = [ "services" "recyclarr" ];
      title = "Recyclarr";
      options = pkgs: {
        package = package pkgs "recyclarr";
        user = text "recyclarr" "User it runs as.";
        group = text "recyclarr" "Group it runs as.";
        command = text "sync" "What it does.";
        schedule = text "daily" "When.";
        configuration = values "Settings.";
      };
      units = _: _: {
        "recyclarr.service" = unit "Recyclarr Service" "recyclarr sync" // {
          started = false;
        };
        "recyclarr.timer" = unit "Recyclarr Timer" "";
      };
    })
  ];

  options = {
    boot.initrd.luks.devices = inEach { crypttabExtraOpts = texts [ ] "Options in crypttab."; } "Encrypted devices.";
    security.pam.services = inEach {
      googleAuthenticator.allowNullOTP = flag false "Whether people without a second factor get in.";
      rules = of (types.attrsOf (types.attrsOf (types.attrsOf types.anything))) { } "Rules of the stacks.";
    } "Services that log people in.";
    services = {
      gnome.gcr-ssh-agent.enable = flag false "Whether GNOME's SSH agent runs.";
      immich.accelerationDevices = of (types.nullOr (types.listOf types.str)) [ ] "Devices it may use.";
      prometheus.exporters.nvidia-gpu = exporter 9835;
    };
    system.rebuild.enableNg = flag true "Whether nixos-rebuild is the new one.";
    systemd = {
      oomd.settings = of (types.attrsOf (types.attrsOf unitValue)) { } "Settings.";
    };
  };
}
