{ mkFeature }:
mkFeature {
  title = "Open WebUI";
  description = "A chat page in the browser for the models that Ollama serves. Whoever signs up first becomes its administrator.";
  category = "ai";
  needs = [ "ai.ollama" ];
  health = [ { unit = "open-webui.service"; } ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 8080;
        description = "Port of the page.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Who may open the page: this host only, or the network as well.";
      };
      signUp = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether people may make accounts by themselves; they wait for the administrator's yes.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      services.open-webui = {
        enable = true;
        port = cfg.port;
        host = if cfg.expose == "network" then "0.0.0.0" else "127.0.0.1";
        openFirewall = cfg.expose == "network";
        environment = {
          OLLAMA_API_BASE_URL = "http://127.0.0.1:11434";
          DEFAULT_USER_ROLE = "pending";
          ENABLE_SIGNUP = if cfg.signUp then "True" else "False";
          # NixOS switches these off only where nothing else is set.
          ANONYMIZED_TELEMETRY = "False";
          DO_NOT_TRACK = "True";
          SCARF_NO_ANALYTICS = "True";
        }
        // lib.optionalAttrs config.features.ai.qdrant.enable {
          VECTOR_DB = "qdrant";
          QDRANT_URI = "http://127.0.0.1:6333";
        };
      };
    };
}
