{ mkFeature }:
mkFeature {
  title = "Known hosts";
  description = "The hosts of the fleet know each other's SSH keys, so that nobody is asked to trust one unseen.";
  category = "security";

  options =
    { lib, ... }:
    {
      domains = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "local" ];
        description = "Domains under which the hosts are reached too: \"p620\" is known as \"p620.local\" as well.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      # The keys that secrets are encrypted to are the keys the hosts show: one list for both.
      recipients = lib.concatMap (rule: rule.publicKeys) (lib.attrValues (import ../../secrets/secrets.nix));
      ofHost =
        key:
        let
          parts = builtins.match "(ssh-[^ ]+ [^ ]+) root@([a-z0-9-]+)" key;
        in
        lib.optional (parts != null) {
          name = lib.elemAt parts 1;
          value = {
            hostNames = [
              (lib.elemAt parts 1)
            ]
            ++ map (domain: "${lib.elemAt parts 1}.${domain}") cfg.domains;
            publicKey = lib.head parts;
          };
        };
    in
    {
      programs.ssh.knownHosts = lib.listToAttrs (lib.concatMap ofHost (lib.unique recipients));
    };
}
