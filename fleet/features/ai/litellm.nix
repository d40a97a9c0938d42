{ mkFeature }:
mkFeature {
  title = "LiteLLM";
  description = "A gateway: programs talk to one address in the way of OpenAI's API, and it passes their questions on to the providers, so that only this host has the providers' keys.";
  category = "ai";
  secrets = [ "litellm-environment" ];
  health = [
    { unit = "litellm.service"; }
    { url = "http://127.0.0.1:4000/health/liveliness"; }
  ];

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Who may ask: this host only, or the network as well. Everybody needs the gateway's own key.";
      };
      models = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = {
          claude = "anthropic/claude-sonnet-4-5";
          gpt = "openai/gpt-5-mini";
          gemini = "gemini/gemini-2.5-flash";
        };
        description = "What programs ask for, and the model that answers: provider/model, in LiteLLM's words.";
      };
      retries = lib.mkOption {
        type = lib.types.ints.between 0 10;
        default = 2;
        description = "How often a question is asked again before another model gets it.";
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
      names = lib.attrNames cfg.models;
    in
    {
      services.litellm = {
        enable = true;
        host = if cfg.expose == "network" then "0.0.0.0" else "127.0.0.1";
        port = 4000;
        openFirewall = cfg.expose == "network";
        # Holds LITELLM_MASTER_KEY and the providers' keys, by the names they have in LiteLLM's manual.
        environmentFile = config.age.secrets.litellm-environment.path;
        settings = {
          model_list = lib.mapAttrsToList (name: model: {
            model_name = name;
            litellm_params = { inherit model; };
          }) cfg.models;
          router_settings = {
            num_retries = cfg.retries;
            fallbacks = map (name: { ${name} = lib.remove name names; }) names;
          };
          general_settings.master_key = "os.environ/LITELLM_MASTER_KEY";
          litellm_settings.telemetry = false;
        };
      };
    };
}
