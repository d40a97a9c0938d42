# Secrets are decrypted on the host, with its own SSH key. Features say which they read; here is checked that the host
# can. A secret that it is not a recipient of would only show when the host is switched to the new configuration.
{
  config,
  lib,
  ...
}:
let
  inherit (lib) mkOption types;

  host = config.networking.hostName;
  recipients = import ../secrets/secrets.nix;
  rotation = import ../secrets/rotation.nix;

  # Secrets of other fleets, which a host may declare too, are nobody's business here.
  ours = lib.filterAttrs (name: secret: toString secret.file == toString (../secrets + "/${name}.age")) config.age.secrets;

  isKeyOfHost = key: lib.hasSuffix " root@${host}" key;

  checks =
    name:
    let
      rule = recipients."${name}.age" or null;
    in
    [
      {
        assertion = builtins.pathExists (../secrets + "/${name}.age");
        message = "The secret ${name} has no file: run `agenix -e ${name}.age` in secrets/, or `sh secrets/samples.sh` for a sample.";
      }
      {
        assertion = rule != null;
        message = "The secret ${name} has no recipients: name them in secrets/secrets.nix.";
      }
      {
        assertion = rule == null || lib.any isKeyOfHost rule.publicKeys;
        message = "${host} uses the secret ${name} but is not among its recipients: add its key in secrets/secrets.nix and run `agenix -r` in secrets/.";
      }
      {
        assertion = rotation ? ${name};
        message = "Nobody knows when the secret ${name} is due: add it to secrets/rotation.nix.";
      }
    ];
in
{
  options.snowfleet.secrets.check = mkOption {
    type = types.bool;
    default = true;
    description = "Whether the host has to be a recipient of every secret it uses. Not for hosts that have no key yet.";
  };

  config = {
    age.identityPaths = lib.mkDefault [ "/etc/ssh/ssh_host_ed25519_key" ];
    assertions = lib.mkIf config.snowfleet.secrets.check (lib.concatMap checks (lib.attrNames ours));
  };
}
