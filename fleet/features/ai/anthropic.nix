{ mkFeature }:
mkFeature {
  title = "Anthropic";
  description = "Claude models for the client `ai`, with the host's API key.";
  category = "ai";
  brings = [ "ai.client" ];
  secrets = [ "api-anthropic" ];

  options =
    { lib, ... }:
    {
      model = lib.mkOption {
        type = lib.types.str;
        default = "claude-sonnet-4-5";
        description = "Model that answers unless another is asked for.";
      };
      maxTokens = lib.mkOption {
        type = lib.types.ints.between 256 64000;
        default = 4096;
        description = "Length an answer may have, in tokens.";
      };
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may use the keys of this host's AI providers.";
      };
    };

  config =
    { cfg, config, ... }:
    {
      age.secrets.api-anthropic = {
        group = "ai-keys";
        mode = "0440";
      };
      users.groups.ai-keys.members = cfg.users;
      features.ai.client.providers.anthropic = {
        api = "anthropic";
        url = "https://api.anthropic.com";
        inherit (cfg) model maxTokens;
        keyFile = config.age.secrets.api-anthropic.path;
      };
    };
}
