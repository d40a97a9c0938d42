{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag of service unit;
  inherit (lib) types;
in
{
  imports = [
    (service {
      path = [ "security" "apparmor" ];
      title = "AppArmor";
      packages = _: pkgs: [ pkgs.apparmor-utils ];
      units = _: _: { "apparmor.service" = unit "AppArmor profiles" "apparmor_parser"; };
    })
    (service {
      path = [ "security" "rtkit" ];
      title = "RealtimeKit";
      units = _: pkgs: { "rtkit-daemon.service" = unit "RealtimeKit" "${pkgs.rtkit}/bin/rtkit-daemon"; };
    })
    (service {
      path = [ "security" "polkit" ];
      title = "polkit";
      units = _: _: { "polkit.service" = unit "Authorization Manager" "polkitd"; };
    })
    (service {
      path = [ "security" "auditd" ];
      title = "the audit daemon";
      units = _: _: { "auditd.service" = unit "Security Audit Logging Service" "auditd"; };
    })
    (service {
      path = [ "services" "fail2ban" ];
      title = "fail2ban";
      options = _: {
        maxretry = of types.ints.unsigned 3 "Failures before an address is shut out.";
        bantime = of types.str "10m" "How long it stays out.";
        ignoreIP = of (types.listOf types.str) [ ] "Addresses never shut out.";
      };
      packages = _: pkgs: [ pkgs.fail2ban ];
      units = _: pkgs: {
        "fail2ban.service" = unit "Fail2ban Service" "${pkgs.fail2ban}/bin/fail2ban-server";
      };
    })
  ];

  options.security = {
    protectKernelImage = flag false "Whether the running kernel can not be replaced.";
    lockKernelModules = flag false "Whether no kernel module loads after starting.";
    sudo = {
      enable = flag true "Whether sudo is there.";
      execWheelOnly = flag false "Whether only administrators may start sudo.";
      wheelNeedsPassword = flag true "Whether administrators are asked for their password.";
    };
    pki.certificateFiles = of (types.listOf types.path) [ ] "Further authorities.";
  };
}
