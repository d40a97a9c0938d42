# publisher -> extensions, as pkgs.vscode-extensions.<publisher>.<name>
{
  aaron-bond = [ "better-comments" ];
  anthropic = [ "claude-code" ];
  antyos = [ "openscad" ];
  astro-build = [ "astro-vscode" ];
  bbenoist = [ "nix" ];
  biomejs = [ "biome" ];
  bmewburn = [ "vscode-intelephense-client" ];
  bradlc = [ "vscode-tailwindcss" ];
  catppuccin = [
    "catppuccin-vsc"
    "catppuccin-vsc-icons"
  ];
  charliermarsh = [ "ruff" ];
  christian-kohler = [
    "npm-intellisense"
    "path-intellisense"
  ];
  continue = [ "continue" ];
  dart-code = [
    "dart-code"
    "flutter"
  ];
  davidanson = [ "vscode-markdownlint" ];
  dbaeumer = [ "vscode-eslint" ];
  denoland = [ "vscode-deno" ];
  dracula-theme = [ "theme-dracula" ];
  eamodio = [ "gitlens" ];
  editorconfig = [ "editorconfig" ];
  esbenp = [ "prettier-vscode" ];
  fill-labs = [ "dependi" ];
  foam = [ "foam-vscode" ];
  formulahendry = [
    "auto-close-tag"
    "auto-rename-tag"
    "code-runner"
  ];
  foxundermoon = [ "shell-format" ];
  github = [
    "copilot"
    "copilot-chat"
    "github-vscode-theme"
    "vscode-github-actions"
    "vscode-pull-request-github"
  ];
  golang = [ "go" ];
  gruntfuggly = [ "todo-tree" ];
  hashicorp = [ "terraform" ];
  haskell = [ "haskell" ];
  humao = [ "rest-client" ];
  james-yu = [ "latex-workshop" ];
  jdinhlife = [ "gruvbox" ];
  jnoortheen = [ "nix-ide" ];
  jock = [ "svg" ];
  justusadam = [ "language-haskell" ];
  llvm-vs-code-extensions = [ "vscode-clangd" ];
  mechatroner = [ "rainbow-csv" ];
  mhutchie = [ "git-graph" ];
  mikestead = [ "dotenv" ];
  mkhl = [ "direnv" ];
  ms-azuretools = [
    "vscode-containers"
    "vscode-docker"
  ];
  ms-dotnettools = [
    "csdevkit"
    "csharp"
  ];
  ms-kubernetes-tools = [ "vscode-kubernetes-tools" ];
  ms-pyright = [ "pyright" ];
  ms-python = [
    "black-formatter"
    "debugpy"
    "isort"
    "python"
    "vscode-pylance"
  ];
  ms-toolsai = [
    "jupyter"
    "jupyter-keymap"
    "jupyter-renderers"
  ];
  ms-vscode = [
    "cmake-tools"
    "cpptools"
    "cpptools-extension-pack"
    "hexeditor"
    "live-server"
    "makefile-tools"
  ];
  ms-vscode-remote = [
    "remote-containers"
    "remote-ssh"
    "remote-ssh-edit"
  ];
  ms-vsliveshare = [ "vsliveshare" ];
  naumovs = [ "color-highlight" ];
  nefrob = [ "vscode-just-syntax" ];
  njpwerner = [ "autodocstring" ];
  oderwat = [ "indent-rainbow" ];
  pkief = [
    "material-icon-theme"
    "material-product-icons"
  ];
  redhat = [
    "ansible"
    "java"
    "vscode-xml"
    "vscode-yaml"
  ];
  ritwickdey = [ "liveserver" ];
  rust-lang = [ "rust-analyzer" ];
  scala-lang = [ "scala" ];
  scalameta = [ "metals" ];
  serayuzgur = [ "crates" ];
  skellock = [ "just" ];
  streetsidesoftware = [ "code-spell-checker" ];
  sumneko = [ "lua" ];
  svelte = [ "svelte-vscode" ];
  tailscale = [ "vscode-tailscale" ];
  tamasfe = [ "even-better-toml" ];
  thenuprojectcontributors = [ "vscode-nushell-lang" ];
  timonwong = [ "shellcheck" ];
  tomoki1207 = [ "pdf" ];
  twxs = [ "cmake" ];
  usernamehw = [ "errorlens" ];
  vadimcn = [ "vscode-lldb" ];
  vscjava = [
    "vscode-gradle"
    "vscode-java-debug"
    "vscode-java-test"
    "vscode-maven"
  ];
  vscode-icons-team = [ "vscode-icons" ];
  vscodevim = [ "vim" ];
  vue = [ "volar" ];
  wakatime = [ "vscode-wakatime" ];
  wholroyd = [ "jinja" ];
  xaver = [ "clang-format" ];
  yzhang = [ "markdown-all-in-one" ];
  zhuangtongfa = [ "material-theme" ];
  ziglang = [ "vscode-zig" ];
}
