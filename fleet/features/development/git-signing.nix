{ mkFeature }:
mkFeature {
  title = "Signed commits";
  description = "Signs commits and tags with the person's SSH key, and knows whose signatures to trust.";
  category = "development";
  needs = [ "development.git" ];

  options =
    { lib, ... }:
    {
      key = lib.mkOption {
        type = lib.types.str;
        default = "~/.ssh/id_ed25519.pub";
        description = "Public key to sign with; the private one stays with its owner or the SSH agent.";
      };
      trusted = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = {
          "ada@example.org" = "ssh-ed25519 AAAA…";
        };
        description = "Public key of each address whose signatures count.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      programs.git.config = {
        commit.gpgSign = true;
        tag.gpgSign = true;
        gpg.format = "ssh";
        gpg.ssh.allowedSignersFile = "/etc/git/allowed-signers";
        user.signingKey = cfg.key;
      };
      environment.etc."git/allowed-signers".text = lib.concatStrings (
        lib.mapAttrsToList (address: key: "${address} namespaces=\"git\" ${key}\n") cfg.trusted
      );
    };
}
