{ mkFeature }:
mkFeature {
  title = "Access tokens";
  description = "Lets Nix fetch private repositories, and ask GitHub more often than strangers may.";
  category = "nix";
  secrets = [ "nix-access-tokens" ];

  config =
    { config, ... }:
    {
      # People evaluate as themselves, so that they have to read it; others may not.
      age.secrets.nix-access-tokens = {
        group = "wheel";
        mode = "0440";
      };
      # Its line: access-tokens = github.com=TOKEN. With "!", a file that is not there is no error.
      nix.extraOptions = ''
        !include ${config.age.secrets.nix-access-tokens.path}
      '';
    };
}
