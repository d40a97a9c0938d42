{ mkFeature }:
mkFeature {
  title = "Tools for web APIs";
  description = "Send requests, look into the answers and test HTTP and gRPC interfaces, with certificates for local sites.";
  category = "development";

  options =
    { lib, ... }:
    {
      desktopClient = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Bruno is installed as well: collections of requests in a window, kept as files.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      environment.systemPackages = [
        pkgs.grpcurl
        pkgs.hurl
        pkgs.jq
        pkgs.mkcert
        pkgs.websocat
        pkgs.xh
        pkgs.yq-go
      ]
      ++ lib.optional cfg.desktopClient pkgs.bruno;
    };
}
