{ mkFeature }:
mkFeature {
  title = "TPM 2.0";
  description = "Programs keep keys in the security chip, where nobody can copy them from.";
  category = "hardware";

  options =
    { lib, ... }:
    {
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may use the chip.";
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
      security.tpm2 = {
        enable = true;
        pkcs11.enable = true;
        tctiEnvironment.enable = true;
      };
      users.users = lib.genAttrs cfg.users (_: {
        extraGroups = [ "tss" ];
      });
      environment.systemPackages = [ pkgs.tpm2-tools ];
    };
}
