{ mkFeature }:
mkFeature {
  title = "llama.cpp";
  description = "Serves one model file (GGUF) in the way of OpenAI's API, with little memory and every setting in reach. Starts once the file is there.";
  category = "ai";
  hardware = {
    prefers = [
      "nvidia"
      "amd"
    ];
  };
  health = [
    { unit = "llama-cpp.service"; }
    { url = "http://127.0.0.1:8012/health"; }
  ];

  options =
    { lib, ... }:
    {
      model = lib.mkOption {
        type = lib.types.str;
        default = "/var/lib/models/model.gguf";
        description = "Model file, put on the host by hand; everybody has to be able to read it.";
      };
      contextLength = lib.mkOption {
        type = lib.types.ints.between 512 262144;
        default = 8192;
        description = "Tokens the model can look back at.";
      };
      gpuLayers = lib.mkOption {
        type = lib.types.ints.between 0 999;
        default = 999;
        description = "How many of the model's layers go onto the graphics card; 999 means all.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Who may ask: this host only, or the network as well.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      has = kind: lib.elem kind config.snowfleet.host.hardware;
      package =
        if has "nvidia" then
          pkgs.llama-cpp.override { cudaSupport = true; }
        else if has "amd" then
          pkgs.llama-cpp.override { rocmSupport = true; }
        else
          pkgs.llama-cpp;
    in
    {
      services.llama-cpp = {
        enable = true;
        inherit package;
        model = cfg.model;
        host = if cfg.expose == "network" then "0.0.0.0" else "127.0.0.1";
        port = 8012;
        openFirewall = cfg.expose == "network";
        extraFlags = [
          "--ctx-size"
          (toString cfg.contextLength)
          "--n-gpu-layers"
          (toString cfg.gpuLayers)
        ];
      };
      systemd.services.llama-cpp.unitConfig.ConditionPathExists = cfg.model;
      systemd.tmpfiles.rules = [ "d /var/lib/models 0755 root root -" ];

      features.ai.client.providers.llama-cpp.url = "http://127.0.0.1:8012/v1";
    };
}
