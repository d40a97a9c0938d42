{ mkFeature }:
mkFeature {
  title = "Qdrant";
  description = "A database of meanings: finds the passages of your documents that fit a question. Open WebUI uses it where both are on.";
  category = "ai";
  health = [
    { unit = "qdrant.service"; }
    { url = "http://127.0.0.1:6333/readyz"; }
  ];

  config = {
    services.qdrant = {
      enable = true;
      settings = {
        # It asks nobody for a password, so it answers this host only.
        service.host = "127.0.0.1";
        storage = {
          storage_path = "/var/lib/qdrant/storage";
          snapshots_path = "/var/lib/qdrant/snapshots";
        };
        telemetry_disabled = true;
      };
    };
  };
}
