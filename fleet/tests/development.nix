# What the features of this category set up. Run by `nix eval .#tests`.
{ has, absent }:
{
  api-tools = {
    settings.desktopClient = true;
    expect.environment.systemPackages = has [
      "bruno"
      "hurl"
      "xh"
    ];
  };

  c = {
    settings = {
      compiler = "clang";
      buildSystems = [ "meson" ];
    };
    expect.environment.systemPackages = has [
      "clang"
      "gdb"
      "meson"
      "ninja"
    ];
  };

  claude-code = {
    "with".ai.anthropic.enable = true;
    settings = {
      login = "api-key";
      deny = [ "Read(//srv/**)" ];
    };
    expect = {
      environment.systemPackages = has [ "claude-code" ];
      environment.etc."claude-code/managed-settings.json".text = has [
        "cat /run/agenix/api-anthropic"
        ''"deny":["Read(//srv/**)"]''
        ''"disableBypassPermissionsMode":"disable"''
        ''"DISABLE_TELEMETRY":"1"''
      ];
    };
  };

  database-clients = {
    settings.databases = [
      "redis"
      "sqlite"
    ];
    expect.environment.systemPackages = has [
      "litecli"
      "sqlite"
      "valkey"
    ];
  };

  debug-tools = {
    settings = {
      coreLimit = "500M";
      tracing = true;
    };
    expect = {
      systemd.coredump.extraConfig = "MaxUse=500M";
      programs.bcc.enable = true;
      environment.systemPackages = has [
        "bpftrace"
        "strace"
      ];
    };
  };

  devcontainers.expect = {
    environment.systemPackages = has [ "devcontainer" ];
    environment.extraInit = has [ "podman/podman.sock" ];
    virtualisation.containers.containersConf.settings.engine.compose_providers = [ "docker-compose" ];
    virtualisation.podman.enable = true;
  };

  direnv = {
    settings.silent = true;
    expect.programs.direnv = {
      enable = true;
      silent = true;
      nix-direnv.enable = true;
    };
  };

  docs-tools = {
    settings.latex = "medium";
    expect.environment.systemPackages = has [
      "pandoc"
      "texlive-medium"
      "typst"
    ];
  };

  emacs = {
    settings = {
      display = "terminal";
      defaultEditor = true;
    };
    expect.home = {
      programs.emacs.enable = true;
      services.emacs = {
        enable = true;
        defaultEditor = true;
        startWithUserSession = true;
      };
    };
  };

  git = {
    settings = {
      defaultBranch = "trunk";
      lfs = true;
      pager = "less";
    };
    expect = {
      programs.git = {
        enable = true;
        lfs.enable = true;
        config = {
          core = absent;
          init.defaultBranch = "trunk";
          pull.ff = "only";
        };
      };
    };
  };

  git-signing = {
    settings = {
      key = "~/.ssh/work.pub";
      trusted."ada@example.org" = "ssh-ed25519 AAAA";
    };
    expect = {
      environment.etc."git/allowed-signers".text = ''
        ada@example.org namespaces="git" ssh-ed25519 AAAA
      '';
      programs.git.config = {
        commit.gpgSign = true;
        user.signingKey = "~/.ssh/work.pub";
      };
    };
  };

  github = {
    settings = {
      dashboard = true;
      protocol = "https";
    };
    expect.home.programs.gh = {
      enable = true;
      extensions = has [ "gh-dash" ];
      settings.git_protocol = "https";
    };
  };

  go = {
    settings.privateModules = [
      "git.example.org/*"
      "example.org/own"
    ];
    expect.environment = {
      systemPackages = has [
        "go"
        "gopls"
      ];
      sessionVariables = {
        GOPRIVATE = "git.example.org/*,example.org/own";
        GOTOOLCHAIN = "local";
      };
    };
  };

  helix = {
    settings.theme = "onedark";
    expect.home.programs.helix = {
      enable = true;
      defaultEditor = false;
      settings.theme = "onedark";
      extraPackages = has [ "nil" ];
    };
  };

  java = {
    settings = {
      version = 17;
      buildTools = [ "gradle" ];
    };
    expect = {
      programs.java.enable = true;
      environment.systemPackages = has [
        "gradle"
        "jdt-language-server"
      ];
    };
  };

  jujutsu.expect.home.programs.jujutsu = {
    enable = true;
    settings.ui.default-command = "log";
  };

  lazygit.expect = {
    programs.git.enable = true;
    home.programs.lazygit = {
      enable = true;
      settings.update.method = "never";
    };
  };

  lazyvim = {
    settings = {
      colourScheme = "catppuccin";
      extras = [ "lang.python" ];
    };
    expect = {
      programs.neovim.enable = true;
      home.xdg.configFile."nvim/init.lua".text = has [
        ''{ import = "lazyvim.plugins.extras.lang.python" },''
        ''stdpath("state")''
      ];
      home.xdg.configFile."nvim/lua/plugins/fleet.lua".text = has [
        ''colorscheme = "catppuccin"''
        ''{ "mason-org/mason.nvim", enabled = false }''
      ];
    };
  };

  lint-tools.expect = {
    environment.systemPackages = has [
      "gitleaks"
      "pre-commit"
      "shellcheck"
    ];
    environment.etc."git/template/hooks/pre-commit" = {
      mode = "0755";
      text = has [ "gitleaks git --pre-commit --staged" ];
    };
  };

  lua = {
    settings.version = "jit";
    expect.environment = {
      systemPackages = has [
        "lua-language-server"
        "luajit"
      ];
      sessionVariables.LUAROCKS_CONFIG = "/etc/luarocks/config.lua";
      etc."luarocks/config.lua".text = "local_by_default = true\n";
    };
  };

  lunarvim = {
    settings.formatOnSave = false;
    expect.home = {
      home.packages = has [ "lunarvim" ];
      xdg.configFile."lvim/config.lua".text = has [
        "lvim.format_on_save.enabled = false"
        "automatic_installation = false"
      ];
    };
  };

  neovim = {
    settings.defaultEditor = false;
    expect = {
      programs.neovim = {
        enable = true;
        defaultEditor = false;
        viAlias = true;
      };
      home.xdg.configFile."nvim/init.lua".text = has [ "vim.lsp.enable(name)" ];
    };
  };

  nix-tools = {
    settings.languageServer = "nixd";
    expect.environment.systemPackages = has [
      "nixd"
      "nixfmt"
      "nvd"
    ];
  };

  node = {
    settings.packageManagers = [ "yarn" ];
    expect.environment = {
      systemPackages = has [
        "nodejs"
        "yarn-berry"
      ];
      sessionVariables.NPM_CONFIG_PREFIX = "$HOME/.local";
      localBinInPath = true;
    };
  };

  postgres = {
    settings = {
      version = 16;
      logQueries = true;
      people = [ "ada" ];
    };
    expect.services.postgresql = {
      enable = true;
      ensureDatabases = [ "ada" ];
      settings.log_statement = "all";
    };
  };

  python = {
    settings.version = "3.12";
    expect.environment = {
      systemPackages = has [
        "pyright"
        "ruff"
        "uv"
      ];
      sessionVariables.UV_PYTHON_DOWNLOADS = "never";
    };
  };

  rust = {
    settings.toolchain = "rustup";
    expect = {
      environment.systemPackages = has [
        "cargo-nextest"
        "rustup"
      ];
      environment.sessionVariables.RUSTC_WRAPPER = absent;
    };
  };

  toolchains = {
    settings.languages = [
      "nix"
      "rust"
    ];
    expect = {
      features.development = {
        go.enable = false;
        nix-tools.enable = true;
        rust.enable = true;
      };
      programs.direnv.enable = true;
      programs.nix-ld.enable = true;
      environment.systemPackages = has [ "mise" ];
      environment.etc."mise/config.toml".text = has [ "all_compile = false" ];
    };
  };

  vscode = {
    "with".development.go.enable = true;
    settings = {
      build = "free";
      extensions = [ "esbenp.prettier-vscode" ];
      ownExtensions = false;
    };
    expect.home.programs.vscode = {
      enable = true;
      mutableExtensionsDir = false;
      profiles.default = {
        enableUpdateCheck = false;
        extensions = has [
          "vscode-extension-esbenp-prettier-vscode"
          "vscode-extension-golang-go"
          "vscode-extension-mkhl-direnv"
        ];
        userSettings = has [ "nix.serverPath" ];
      };
    };
  };

  zed = {
    settings.vimMode = true;
    expect.home.programs.zed-editor = {
      enable = true;
      extensions = has [ "nix" ];
      userSettings = {
        disable_ai = true;
        vim_mode = true;
      };
    };
  };
}
