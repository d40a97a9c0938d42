{ mkFeature }:
mkFeature {
  title = "AI client";
  description = "One command, `ai`, for all providers of this host: it asks them in order until one answers. Keys are read from their secrets when they are used.";
  category = "ai";

  options =
    { lib, ... }:
    let
      inherit (lib) mkOption types;
    in
    {
      order = mkOption {
        type = types.listOf types.str;
        default = [
          "anthropic"
          "openai"
          "gemini"
          "ollama"
        ];
        description = "Providers in the order they are asked; the first is the usual one. Those not named here come last.";
      };
      fallback = mkOption {
        type = types.bool;
        default = true;
        description = "Whether the next provider is asked when one does not answer.";
      };
      timeout = mkOption {
        type = types.ints.between 1 3600;
        default = 120;
        description = "Seconds a provider has for its answer.";
      };
      providers = mkOption {
        type = types.attrsOf (
          types.submodule {
            options = {
              api = mkOption {
                type = types.enum [
                  "anthropic"
                  "gemini"
                  "ollama"
                  "openai"
                ];
                default = "openai";
                description = "How to talk to it; most others than these four understand OpenAI's way.";
              };
              url = mkOption {
                type = types.str;
                example = "https://api.mistral.ai/v1";
                description = "Where it answers.";
              };
              model = mkOption {
                type = types.nullOr types.str;
                default = null;
                description = "Model that answers unless another is asked for; null takes the first one that the provider lists.";
              };
              maxTokens = mkOption {
                type = types.nullOr types.ints.positive;
                default = null;
                description = "Length an answer may have, where the provider has to be told.";
              };
              keyFile = mkOption {
                type = types.nullOr types.str;
                default = null;
                description = "File with its key on this host: never in the store.";
              };
            };
          }
        );
        default = { };
        description = "Providers by name. The features for them write theirs here.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      names = lib.attrNames cfg.providers;
      given = lib.filter (name: cfg.providers ? ${name}) (lib.unique cfg.order);
      ai = pkgs.writeShellApplication {
        name = "ai";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.curl
          pkgs.gnugrep
          pkgs.gnused
          pkgs.jq
        ];
        text = builtins.readFile ./client/ai.sh;
      };
    in
    {
      warnings = lib.optional (
        names == [ ]
      ) "features.ai.client has nobody to ask: enable ai.anthropic, ai.openai, ai.gemini or ai.ollama.";

      environment.systemPackages = [ ai ];
      environment.etc."ai/providers.json".text = builtins.toJSON {
        inherit (cfg) fallback timeout providers;
        order = given ++ lib.subtractLists given names;
      };
    };
}
