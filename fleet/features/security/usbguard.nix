{ mkFeature }:
mkFeature {
  title = "USBGuard";
  description = "A USB device that was not there at the start stays without power to act until somebody allows it.";
  category = "security";
  health = [ { unit = "usbguard.service"; } ];

  options =
    { lib, ... }:
    {
      present = lib.mkOption {
        type = lib.types.enum [
          "allow"
          "apply-policy"
        ];
        default = "allow";
        description = "What becomes of devices that are plugged in when the host starts. With \"apply-policy\", a keyboard that no rule names is dead.";
      };
      allow = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "allow id 046d:c52b" ];
        description = "Rules for devices that are always welcome, in USBGuard's words (`usbguard generate-policy` writes them).";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.usbguard = {
        enable = true;
        dbus.enable = true;
        presentDevicePolicy = cfg.present;
        presentControllerPolicy = "keep";
        insertedDevicePolicy = "apply-policy";
        implicitPolicyTarget = "block";
        IPCAllowedGroups = [ "wheel" ];
        rules = lib.mkIf (cfg.allow != [ ]) (lib.concatStringsSep "\n" cfg.allow);
      };
    };
}
