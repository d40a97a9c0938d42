{ mkFeature }:
mkFeature {
  title = "Change report";
  description = "Says at each switch which packages come, go and change their version.";
  category = "nix";

  config =
    { pkgs, ... }:
    {
      system.activationScripts.change-report = {
        supportsDryActivation = true;
        text = ''
          if [ -e /run/current-system ] && [ -n "''${systemConfig:-}" ]; then
            ${pkgs.nvd}/bin/nvd --nix-bin-dir=${pkgs.nix}/bin diff /run/current-system "$systemConfig" || true
          fi
        '';
      };
      environment.systemPackages = [ pkgs.nvd ];
    };
}
