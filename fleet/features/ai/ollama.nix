{ mkFeature }:
mkFeature {
  title = "Ollama";
  description = "Runs language models on this host, on the graphics card where it can.";
  category = "ai";
  hardware = {
    prefers = [
      "nvidia"
      "amd"
    ];
  };
  health = [
    { unit = "ollama.service"; }
    { url = "http://127.0.0.1:11434/api/version"; }
  ];

  options =
    { lib, ... }:
    {
      acceleration = lib.mkOption {
        type = lib.types.enum [
          "auto"
          "cuda"
          "rocm"
          "cpu"
        ];
        default = "auto";
        description = "What computes. \"auto\" follows snowfleet.host.hardware.";
      };
      models = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "qwen2.5:7b" ];
        description = "Models to fetch when the service starts.";
      };
      listen = lib.mkOption {
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
      ...
    }:
    let
      has = kind: lib.elem kind config.snowfleet.host.hardware;
      chosen =
        if cfg.acceleration != "auto" then
          cfg.acceleration
        else if has "nvidia" then
          "cuda"
        else if has "amd" then
          "rocm"
        else
          "cpu";
    in
    {
      services.ollama = {
        enable = true;
        acceleration = if chosen == "cpu" then false else chosen;
        loadModels = cfg.models;
        host = lib.mkIf (cfg.listen == "network") "0.0.0.0";
        openFirewall = cfg.listen == "network";
      };
    };
}
