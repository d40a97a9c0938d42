# What the features of this category set up. Run by `nix eval .#tests`.
{ has, absent }:
{
  aider = {
    "with".ai.openai = {
      enable = true;
      model = "gpt-5";
    };
    settings.autoCommits = false;
    expect = {
      environment.systemPackages = has [ "aider" ];
      home.home.file.".aider.conf.yml".text = has [
        ''"auto-commits":false''
        ''"model":"openai/gpt-5"''
      ];
    };
  };

  anthropic = {
    settings = {
      model = "claude-opus-4-1";
      users = [ "ada" ];
    };
    expect = {
      age.secrets.api-anthropic = {
        group = "ai-keys";
        mode = "0440";
      };
      users.groups.ai-keys.members = [ "ada" ];
      environment.etc."ai/providers.json".text = has [
        ''"keyFile":"/run/agenix/api-anthropic"''
        ''"model":"claude-opus-4-1"''
      ];
    };
  };

  client = {
    settings = {
      order = [
        "local"
        "nobody"
      ];
      timeout = 30;
      providers = {
        another.url = "http://127.0.0.1:2/v1";
        local.url = "http://127.0.0.1:1/v1";
      };
    };
    expect = {
      environment.systemPackages = has [ "ai" ];
      environment.etc."ai/providers.json".text = has [
        ''"order":["local","another"]''
        ''"timeout":30''
      ];
    };
  };

  gemini = {
    settings.assistant = true;
    expect = {
      environment.systemPackages = has [ "gemini" ];
      age.secrets.api-gemini.group = "ai-keys";
      environment.etc."ai/providers.json".text = has [ ''"order":["gemini"]'' ];
    };
  };

  litellm = {
    settings = {
      expose = "network";
      models = {
        large = "anthropic/claude-opus-4-1";
        small = "ollama/qwen2.5:7b";
      };
    };
    expect.services.litellm = {
      enable = true;
      host = "0.0.0.0";
      openFirewall = true;
      environmentFile = "/run/agenix/litellm-environment";
      settings.router_settings.fallbacks = [
        { large = [ "small" ]; }
        { small = [ "large" ]; }
      ];
    };
  };

  llama-cpp = {
    settings.gpuLayers = 20;
    expect = {
      services.llama-cpp = {
        enable = true;
        host = "127.0.0.1";
        extraFlags = has [
          "--n-gpu-layers"
          "20"
        ];
      };
      systemd.services.llama-cpp.unitConfig.ConditionPathExists = "/var/lib/models/model.gguf";
      features.ai.client.providers.llama-cpp.url = "http://127.0.0.1:8012/v1";
    };
  };

  mcp = {
    settings.servers = [
      "github"
      "terraform"
    ];
    expect.environment.etc."claude-code/managed-mcp.json".text = has [
      ''"github":{"command":"''
      ''"args":["stdio"]''
    ];
  };

  ollama = {
    hardware = [ "amd" ];
    settings = {
      keepAlive = "1h";
      listen = "network";
      models = [ "qwen2.5:7b" ];
    };
    expect = {
      services.ollama = {
        enable = true;
        acceleration = "rocm";
        host = "0.0.0.0";
        loadModels = [ "qwen2.5:7b" ];
        openFirewall = true;
        environmentVariables.OLLAMA_KEEP_ALIVE = "1h";
      };
      features.ai.client.providers.ollama.model = "qwen2.5:7b";
    };
  };

  open-webui = {
    "with".ai.qdrant.enable = true;
    settings = {
      expose = "network";
      port = 8090;
      signUp = false;
    };
    expect.services.open-webui = {
      enable = true;
      host = "0.0.0.0";
      openFirewall = true;
      port = 8090;
      environment = {
        ENABLE_SIGNUP = "False";
        SCARF_NO_ANALYTICS = "True";
        VECTOR_DB = "qdrant";
      };
    };
  };

  openai = {
    settings.codex = true;
    expect = {
      environment.systemPackages = has [ "codex" ];
      age.secrets.api-openai.mode = "0440";
      environment.etc."ai/providers.json".text = has [ ''"url":"https://api.openai.com/v1"'' ];
    };
  };

  piper = {
    settings.voice = "de_DE-thorsten-medium";
    expect = {
      services.wyoming.piper.servers.main = {
        enable = true;
        uri = "tcp://127.0.0.1:10200";
        voice = "de_DE-thorsten-medium";
      };
      networking.firewall.allowedTCPPorts = absent;
    };
  };

  qdrant.expect.services.qdrant = {
    enable = true;
    settings.service.host = "127.0.0.1";
  };

  whisper = {
    settings = {
      expose = "network";
      language = "de";
      model = "large-v3";
    };
    expect = {
      services.wyoming.faster-whisper.servers.main = {
        language = "de";
        model = "large-v3";
        uri = "tcp://0.0.0.0:10300";
      };
      networking.firewall.allowedTCPPorts = has [ 10300 ];
    };
  };
}
