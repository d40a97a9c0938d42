{ mkFeature }:
mkFeature {
  title = "Ollama";
  description = "Runs language models on this host, on the graphics card where it can, for the client `ai` and others.";
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
        description = "Models to fetch when the service starts. The client `ai` asks the first.";
      };
      listen = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Who may ask: this host only, or the network as well.";
      };
      keepAlive = lib.mkOption {
        type = lib.types.str;
        default = "10m";
        example = "1h";
        description = "How long a model stays in memory after the last question.";
      };
      contextLength = lib.mkOption {
        type = lib.types.ints.between 2048 262144;
        default = 8192;
        description = "Tokens a model can look back at; more takes more memory.";
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
        environmentVariables = {
          OLLAMA_CONTEXT_LENGTH = toString cfg.contextLength;
          OLLAMA_KEEP_ALIVE = cfg.keepAlive;
        };
      };
      features.ai.client.providers.ollama = {
        api = "ollama";
        url = "http://127.0.0.1:11434";
        model = if cfg.models == [ ] then null else lib.head cfg.models;
      };
    };
}
