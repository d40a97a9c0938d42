# What the features of this category set up. Run by `nix eval .#tests`.
{ has, absent }:
{
  atuin = {
    settings = {
      search = "prefix";
      server = "http://dex5550:8888";
    };
    expect.home.programs.atuin = {
      enable = true;
      settings = {
        auto_sync = true;
        search_mode = "prefix";
        sync_address = "http://dex5550:8888";
      };
    };
  };

  atuin-server = {
    settings = {
      expose = "network";
      registration = true;
    };
    expect.services.atuin = {
      enable = true;
      host = "0.0.0.0";
      openFirewall = true;
      openRegistration = true;
    };
  };

  bash = {
    settings.historySize = 5000;
    expect.home.programs = {
      bash = {
        enable = true;
        historySize = 5000;
        shellOptions = has [ "histappend" ];
      };
      readline.enable = true;
    };
  };

  btop = {
    hardware = [ "nvidia" ];
    settings.interval = 500;
    expect.home.programs.btop = {
      enable = true;
      settings.update_ms = 500;
    };
  };

  fish = {
    settings.defaultShell = true;
    "with".shells.zsh.enable = true;
    expect = {
      programs.fish.enable = true;
      users.defaultUserShell.pname = "fish";
      home.programs.fish.enable = true;
    };
  };

  fzf = {
    settings = {
      hidden = false;
      preview = false;
    };
    expect.home.programs = {
      bash.enable = true;
      fzf = {
        enable = true;
        defaultCommand = has [ "--exclude .git --type file" ];
        fileWidgetOptions = [ ];
      };
    };
  };

  modern-cli = {
    settings = {
      icons = true;
      replace = false;
    };
    expect.home = {
      programs = {
        bat.enable = true;
        eza = {
          enable = true;
          enableBashIntegration = false;
          icons = "auto";
        };
        fd.enable = true;
        ripgrep.enable = true;
      };
      home.packages = has [ "dust" ];
      home.shellAliases = absent;
    };
  };

  nushell = {
    settings.editMode = "vi";
    expect.home.programs = {
      carapace.enable = true;
      nushell = {
        enable = true;
        settings.edit_mode = "vi";
      };
    };
  };

  starship = {
    settings = {
      showHost = "always";
      symbols = "nerd-font";
    };
    expect.home.programs.starship = {
      enable = true;
      settings = {
        hostname.ssh_only = false;
        character = absent;
      };
    };
  };

  tealdeer = {
    settings.interval = 24;
    expect.home.programs.tealdeer = {
      enable = true;
      settings.updates.auto_update_interval_hours = 24;
    };
  };

  tmux = {
    settings = {
      prefix = "C-Space";
      restore = false;
    };
    expect.home.programs.tmux = {
      enable = true;
      prefix = "C-Space";
      keyMode = "vi";
      mouse = true;
      extraConfig = has [ "pane_current_path" ];
    };
  };

  yazi = {
    settings.hidden = true;
    expect.home = {
      programs.yazi = {
        enable = true;
        settings.mgr.show_hidden = true;
      };
      home.packages = has [ "ffmpegthumbnailer" ];
    };
  };

  zellij = {
    settings = {
      autoStart = true;
      locked = true;
    };
    expect.home.programs.zellij = {
      enable = true;
      enableZshIntegration = true;
      settings.default_mode = "locked";
    };
  };

  zoxide = {
    settings.replaceCd = true;
    expect.home.programs.zoxide = {
      enable = true;
      options = [ "--cmd cd" ];
    };
  };

  zsh = {
    settings = {
      historySize = 2000;
      suggestions = false;
    };
    expect = {
      programs.zsh.enable = true;
      users.defaultUserShell.pname = "zsh";
      home.programs.zsh = {
        enable = true;
        autosuggestion.enable = false;
        syntaxHighlighting.enable = true;
        history.size = 2000;
      };
    };
  };
}
