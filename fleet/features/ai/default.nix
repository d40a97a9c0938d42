[
  ./ollama.nix
  ./open-webui.nix
]
