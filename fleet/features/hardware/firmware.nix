{ mkFeature }:
mkFeature {
  title = "Firmware updates";
  description = "fwupd fetches new firmware for boards, disks and docks; a person decides when to install it.";
  category = "hardware";
  health = [ { unit = "fwupd-refresh.timer"; } ];

  options =
    { lib, ... }:
    {
      testing = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether firmware is offered that its makers still test.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.fwupd = {
        enable = true;
        extraRemotes = lib.optional cfg.testing "lvfs-testing";
      };
    };
}
