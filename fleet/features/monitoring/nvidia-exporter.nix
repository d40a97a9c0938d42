{ mkFeature }:
mkFeature {
  title = "NVIDIA exporter";
  description = "Tells Prometheus about the graphics card: load, memory, temperature and power.";
  category = "monitoring";
  hardware = {
    requires = [ "nvidia" ];
  };
  health = [
    { unit = "prometheus-nvidia-gpu-exporter.service"; }
    { url = "http://127.0.0.1:9835/metrics"; }
  ];
  metrics = [
    "nvidia_smi_encoder_stats_session_count"
    "nvidia_smi_memory_total_bytes"
    "nvidia_smi_memory_used_bytes"
    "nvidia_smi_power_draw_watts"
    "nvidia_smi_temperature_gpu"
    "nvidia_smi_utilization_gpu_ratio"
  ];

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may ask for the numbers: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9835;
      };
    in
    {
      services.prometheus.exporters.nvidia-gpu = {
        enable = true;
        listenAddress = reach.address;
      };
      networking.firewall = reach.firewall;
    };
}
