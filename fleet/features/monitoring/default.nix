[
  ./grafana.nix
  ./node-exporter.nix
  ./prometheus.nix
]
