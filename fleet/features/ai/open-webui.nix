{ mkFeature }:
mkFeature {
  title = "Open WebUI";
  description = "A chat page in the browser for the models that Ollama serves.";
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
    };

  config =
    { cfg, ... }:
    {
      services.open-webui = {
        enable = true;
        port = cfg.port;
        environment.OLLAMA_API_BASE_URL = "http://127.0.0.1:11434";
      };
    };
}
