{ mkFeature }:
mkFeature {
  title = "Smart cards";
  description = "Card readers and the card inside a YubiKey, for GnuPG, SSH and certificates.";
  category = "hardware";
  health = [ { unit = "pcscd.socket"; } ];

  config =
    { pkgs, ... }:
    {
      services.pcscd.enable = true;
      hardware.gpgSmartcards.enable = true;
      environment.systemPackages = [
        pkgs.opensc
        pkgs.pcsc-tools
        pkgs.yubikey-manager
      ];
    };

  home = {
    # GnuPG would take the reader for itself, and nobody else could use the card.
    programs.gpg.scdaemonSettings.disable-ccid = true;
  };
}
