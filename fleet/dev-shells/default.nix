# Shells for working on code, one a language, with its package manager. Nothing of them is installed: they are there
# while one is inside.
#
#   nix develop .#python          from this folder, or with the address of the fleet before the #
#
# With the feature development.direnv a project enters its shell by itself. Its .envrc is one line, and
# `direnv allow` says once that it may:
#
#   use flake ~/fleet#python
#
# What each language's own package manager fetches stays in the project or in the person's cache, never in the store.
pkgs:
let
  shells = {
    go = {
      packages = [
        pkgs.delve
        pkgs.go
        pkgs.golangci-lint
        pkgs.gopls
      ];
      # The compiler of this shell, not one that go.mod has fetched.
      GOTOOLCHAIN = "local";
    };

    java = {
      packages = [
        pkgs.gradle
        pkgs.jdk21
        pkgs.jdt-language-server
        pkgs.maven
      ];
      JAVA_HOME = "${pkgs.jdk21.home}";
    };

    lua = {
      packages = [
        pkgs.lua-language-server
        pkgs.lua5_4
        pkgs.lua54Packages.luarocks
        pkgs.stylua
      ];
      # Rocks go into the project: `luarocks init` makes the folder, and ./lua finds them there.
      shellHook = ''
        eval "$(luarocks path --tree "$PWD/lua_modules")"
      '';
    };

    node = {
      packages = [
        pkgs.nodejs_22
        pkgs.pnpm
        pkgs.typescript-language-server
        pkgs.yarn-berry
      ];
    };

    python = {
      packages = [
        pkgs.pyright
        pkgs.python313
        pkgs.ruff
        pkgs.uv
      ];
      # uv makes the environment with this Python: those it would download do not run on NixOS.
      UV_PYTHON = "${pkgs.python313}/bin/python3";
      UV_PYTHON_DOWNLOADS = "never";
      # Wheels with compiled parts look for these libraries where other distributions have them.
      LD_LIBRARY_PATH = pkgs.lib.makeLibraryPath [
        pkgs.stdenv.cc.cc
        pkgs.zlib
      ];
      # `uv sync` makes it.
      shellHook = ''
        if [ -f .venv/bin/activate ]; then
          . .venv/bin/activate
        fi
      '';
    };

    rust = {
      packages = [
        pkgs.cargo
        pkgs.cargo-edit
        pkgs.cargo-nextest
        pkgs.clippy
        pkgs.pkg-config
        pkgs.rust-analyzer
        pkgs.rustc
        pkgs.rustfmt
      ];
      # The library that crates most often look for.
      buildInputs = [ pkgs.openssl ];
      RUST_BACKTRACE = "1";
    };
  };
in
builtins.mapAttrs (name: shell: pkgs.mkShell (shell // { name = "${name}-shell"; })) shells
