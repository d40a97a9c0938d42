{ mkFeature }:
mkFeature {
  title = "Access to Nix";
  description = "Who may build on this host, and whom Nix believes without a signature.";
  category = "nix";

  options =
    { lib, ... }:
    {
      allowed = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "@users" ];
        description = "Who may build; a group with an @ in front.";
      };
      trusted = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "@wheel" ];
        description = "Whom Nix believes everything. It is the same as being root.";
      };
    };

  config =
    { cfg, ... }:
    {
      nix.settings = {
        allowed-users = [ "root" ] ++ cfg.allowed ++ cfg.trusted;
        trusted-users = cfg.trusted;
        require-sigs = true;
        # A flake of somebody else's does not bring its own caches along.
        accept-flake-config = false;
      };
    };
}
