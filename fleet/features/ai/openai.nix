{ mkFeature }:
mkFeature {
  title = "OpenAI";
  description = "GPT models for the client `ai`, and OpenAI's coding assistant Codex, with the host's API key.";
  category = "ai";
  brings = [ "ai.client" ];
  secrets = [ "api-openai" ];

  options =
    { lib, ... }:
    {
      model = lib.mkOption {
        type = lib.types.str;
        default = "gpt-5-mini";
        description = "Model that answers unless another is asked for.";
      };
      codex = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the coding assistant `codex` is installed; it gets the key when it starts.";
      };
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may use the keys of this host's AI providers.";
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
      key = config.age.secrets.api-openai.path;
      withKeys = import ./lib/with-keys.nix { inherit lib pkgs; };
    in
    {
      age.secrets.api-openai = {
        group = "ai-keys";
        mode = "0440";
      };
      users.groups.ai-keys.members = cfg.users;
      features.ai.client.providers.openai = {
        api = "openai";
        url = "https://api.openai.com/v1";
        inherit (cfg) model;
        keyFile = key;
      };
      environment.systemPackages = lib.optional cfg.codex (withKeys {
        name = "codex";
        program = lib.getExe pkgs.codex;
        keys.OPENAI_API_KEY = key;
      });
    };
}
