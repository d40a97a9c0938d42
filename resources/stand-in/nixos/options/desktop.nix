{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag maybe service unit;
  inherit (lib) types;
in
{
  imports = [
    (service {
      path = [ "programs" "hyprland" ];
      title = "Hyprland";
      packages = _: pkgs: [ pkgs.hyprland ];
      options = _: {
        withUWSM = flag false "Whether UWSM starts it.";
        xwayland.enable = flag true "Whether X programs run in it.";
      };
      also = _: { security.polkit.enable = true; };
    })
    (service {
      path = [ "programs" "hyprlock" ];
      title = "hyprlock";
      packages = _: pkgs: [ pkgs.hyprlock ];
    })
    (service {
      path = [ "programs" "waybar" ];
      title = "Waybar";
      packages = _: pkgs: [ pkgs.waybar ];
    })
    (service {
      path = [ "services" "desktopManager" "plasma6" ];
      title = "Plasma 6";
      packages =
        _: pkgs: with pkgs.kdePackages; [
          ark
          dolphin
          kate
          konsole
          kwin
          plasma-desktop
          plasma-workspace
          spectacle
          xdg-desktop-portal-kde
        ];
      # As in NixOS: a desktop brings the daemon its power settings talk to.
      also = _: {
        security.polkit.enable = true;
        services.power-profiles-daemon.enable = lib.mkDefault true;
      };
    })
    (service {
      path = [ "services" "displayManager" "sddm" ];
      title = "SDDM";
      options = _: {
        wayland.enable = flag false "Whether it runs on Wayland.";
        theme = lib.mkOption {
          type = types.str;
          default = "";
          description = "Theme.";
        };
      };
      packages = _: pkgs: [ pkgs.sddm ];
      units = _: pkgs: { "display-manager.service" = unit "Display Manager" "${pkgs.sddm}/bin/sddm"; };
    })
    (service {
      path = [ "services" "pipewire" ];
      title = "PipeWire";
      options = _: {
        alsa.enable = flag false "Whether ALSA goes through it.";
        alsa.support32Bit = flag false "Whether 32-bit programs are heard too.";
        pulse.enable = flag false "Whether PulseAudio goes through it.";
        jack.enable = flag false "Whether JACK goes through it.";
        wireplumber.enable = flag true "Whether WirePlumber leads it.";
      };
      packages = _: pkgs: [ pkgs.pipewire ];
    })
    (service {
      path = [ "services" "blueman" ];
      title = "Blueman";
    })
    (service {
      path = [ "services" "flatpak" ];
      title = "Flatpak";
    })
    (service {
      path = [ "services" "printing" ];
      title = "printing";
      units = _: _: { "cups.service" = unit "CUPS Scheduler" "cupsd"; };
    })
    (service {
      path = [ "services" "power-profiles-daemon" ];
      title = "power-profiles-daemon";
      packages = _: pkgs: [ pkgs.power-profiles-daemon ];
      units = _: pkgs: {
        "power-profiles-daemon.service" =
          unit "Power Profiles daemon" "${pkgs.power-profiles-daemon}/libexec/power-profiles-daemon";
      };
    })
    (service {
      path = [ "services" "tlp" ];
      title = "TLP";
      packages = _: pkgs: [ pkgs.tlp ];
      units = _: pkgs: { "tlp.service" = unit "TLP system startup/shutdown" "${pkgs.tlp}/bin/tlp init start"; };
    })
    (
      { config, ... }:
      {
        # NixOS asserts the same.
        config.assertions = [
          {
            assertion = !(config.services.power-profiles-daemon.enable && config.services.tlp.enable);
            message = "You have set services.power-profiles-daemon.enable = true; which conflicts with services.tlp.enable = true;";
          }
        ];
      }
    )
  ];

  options.services.displayManager = {
    enable = flag false "Whether a display manager runs.";
    defaultSession = maybe types.str "Session chosen beforehand.";
    autoLogin.enable = flag false "Whether a user is logged in without asking.";
    autoLogin.user = maybe types.str "User to log in.";
  };
  options.xdg.portal = {
    enable = flag false "Whether programs ask through portals.";
    extraPortals = lib.mkOption {
      type = types.listOf types.package;
      default = [ ];
      description = "Further portals.";
    };
  };
}
