{ mkFeature }:
mkFeature {
  title = "Disk unlock by TPM";
  description = "The computer's own security chip opens its encrypted disk, as long as nobody changed how it starts.";
  category = "security";

  options =
    { lib, ... }:
    {
      devices = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "root" ];
        description = "Encrypted devices (boot.initrd.luks.devices) that the chip opens. Enrol each once: `systemd-cryptenroll --tpm2-device=auto --tpm2-pcrs=0+7 DEVICE`.";
      };
      pin = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether a PIN is asked for as well, as a laptop that can be stolen whole should.";
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
        tctiEnvironment.enable = true;
      };
      boot.initrd = {
        # The chip is asked by systemd, so it has to run that early.
        systemd = {
          enable = true;
          tpm2.enable = true;
        };
        availableKernelModules = [
          "tpm_crb"
          "tpm_tis"
        ];
        luks.devices = lib.genAttrs cfg.devices (_: {
          crypttabExtraOpts = [ "tpm2-device=auto" ] ++ lib.optional cfg.pin "tpm2-pin=yes";
        });
      };
      environment.systemPackages = [ pkgs.tpm2-tools ];
    };
}
