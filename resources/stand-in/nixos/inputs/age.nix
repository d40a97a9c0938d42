# agenix: where a secret will lie on the host. Nothing is decrypted.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (import ../declare.nix lib) flag of text;
  inherit (import ../plain.nix lib) fingerprintOf;
  inherit (lib) types;
  inherit (config) age;

  secret =
    { config, name, ... }@own:
    {
      options = {
        name = text name "Name of its file.";
        file = lib.mkOption {
          type = types.path;
          description = "The encrypted file.";
        };
        path = text "${age.secretsDir}/${own.config.name}" "Where it lies on the host.";
        mode = text "0400" "Permissions.";
        owner = text "0" "Owner.";
        group = text "0" "Group.";
        symlink = flag true "Whether a link at `path` points to it.";
      };
    };
in
{
  _file = ./age.nix;
  key = toString ./age.nix;
  options.age = {
    secrets = of (types.attrsOf (types.submodule secret)) { } "Secrets to decrypt.";
    identityPaths = of (types.listOf types.path) [
      "/etc/ssh/ssh_host_rsa_key"
      "/etc/ssh/ssh_host_ed25519_key"
    ] "Private keys to decrypt with.";
    secretsDir = of types.path "/run/agenix" "Folder the secrets appear in.";
    secretsMountPoint = text "/run/agenix.d" "Folder the generations of secrets lie in.";
    ageBin = lib.mkOption {
      type = types.str;
      default = "${pkgs.age}/bin/age";
      defaultText = lib.literalExpression ''"''${pkgs.age}/bin/age"'';
      description = "Program that decrypts.";
    };
  };

  config.practice.units = lib.mkIf (age.secrets != { }) {
    "agenix-install-secrets.service" = {
      description = "Decrypt secrets";
      exec = "${age.ageBin} --decrypt";
      fingerprint = fingerprintOf age.secrets;
    };
  };
}
