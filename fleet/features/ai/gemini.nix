{ mkFeature }:
mkFeature {
  title = "Google Gemini";
  description = "Gemini models for the client `ai`, and Google's assistant `gemini` for the terminal, with the host's API key.";
  category = "ai";
  brings = [ "ai.client" ];
  secrets = [ "api-gemini" ];

  options =
    { lib, ... }:
    {
      model = lib.mkOption {
        type = lib.types.str;
        default = "gemini-2.5-flash";
        description = "Model that answers unless another is asked for.";
      };
      assistant = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the assistant `gemini` is installed; it gets the key when it starts.";
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
      key = config.age.secrets.api-gemini.path;
      withKeys = import ./lib/with-keys.nix { inherit lib pkgs; };
    in
    {
      age.secrets.api-gemini = {
        group = "ai-keys";
        mode = "0440";
      };
      users.groups.ai-keys.members = cfg.users;
      features.ai.client.providers.gemini = {
        api = "gemini";
        url = "https://generativelanguage.googleapis.com";
        inherit (cfg) model;
        keyFile = key;
      };
      environment.systemPackages = lib.optional cfg.assistant (withKeys {
        name = "gemini";
        program = lib.getExe pkgs.gemini-cli;
        keys.GEMINI_API_KEY = key;
      });
    };
}
