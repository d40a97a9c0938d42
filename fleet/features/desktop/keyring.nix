{ mkFeature }:
mkFeature {
  title = "Keyring";
  description = "Keeps the passwords of programs encrypted, and opens with the login.";
  category = "desktop";

  config =
    { pkgs, ... }:
    {
      services.gnome.gnome-keyring.enable = true;
      security.pam.services.sddm.enableGnomeKeyring = true;
      # The package without its module: that one and Plasma both want to ask for SSH's passphrases.
      environment.systemPackages = [ pkgs.seahorse ];
    };
}
