{ mkFeature }:
mkFeature {
  title = "Aider";
  description = "A coding assistant for the terminal that commits each of its changes to Git. It uses the providers of this host, with their keys.";
  category = "ai";
  needs = [ "development.git" ];

  options =
    { lib, ... }:
    {
      model = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "sonnet";
        description = "Model to use, in Aider's words; null takes one of the first provider that is on.";
      };
      autoCommits = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether it commits by itself.";
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
      inherit (config.features) ai;
      secret = name: config.age.secrets.${name}.path;
      withKeys = import ./lib/with-keys.nix { inherit lib pkgs; };
    in
    {
      environment.systemPackages = [
        (withKeys {
          name = "aider";
          program = lib.getExe pkgs.aider-chat;
          keys =
            lib.optionalAttrs ai.anthropic.enable { ANTHROPIC_API_KEY = secret "api-anthropic"; }
            // lib.optionalAttrs ai.openai.enable { OPENAI_API_KEY = secret "api-openai"; }
            // lib.optionalAttrs ai.gemini.enable { GEMINI_API_KEY = secret "api-gemini"; };
        })
      ];
    };

  home =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      inherit (config.features) ai;
      model =
        if cfg.model != null then
          cfg.model
        else if ai.anthropic.enable then
          "anthropic/${ai.anthropic.model}"
        else if ai.openai.enable then
          "openai/${ai.openai.model}"
        else if ai.gemini.enable then
          "gemini/${ai.gemini.model}"
        else if ai.ollama.enable && ai.ollama.models != [ ] then
          "ollama_chat/${lib.head ai.ollama.models}"
        else
          null;
    in
    {
      # JSON is YAML too.
      home.file.".aider.conf.yml".text = builtins.toJSON (
        {
          analytics-disable = true;
          auto-commits = cfg.autoCommits;
          check-update = false;
          show-release-notes = false;
        }
        // lib.optionalAttrs (model != null) { inherit model; }
      );
      home.sessionVariables = lib.mkIf ai.ollama.enable { OLLAMA_API_BASE = "http://127.0.0.1:11434"; };
    };
}
