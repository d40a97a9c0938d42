{ mkFeature }:
mkFeature {
  title = "Tailnet policy";
  description = "Who may reach what in the tailnet, as code: checked when the host is evaluated, tested and sent by the command tailnet-policy.";
  category = "network";
  secrets = [ "tailscale-api-key" ];

  options =
    { lib, ... }:
    {
      tailnet = lib.mkOption {
        type = lib.types.str;
        default = "-";
        description = "The tailnet the policy is for; \"-\" is the one the key belongs to.";
      };
      policy = lib.mkOption {
        type = lib.types.attrsOf lib.types.anything;
        default = import ./tailnet-policy.nix;
        defaultText = "the value of tailnet-policy.nix";
        description = "The policy, in Tailscale's own words.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      problems = import ./tailnet-policy-check.nix { inherit lib; } cfg.policy;
    in
    {
      assertions = map (message: {
        assertion = false;
        message = "features.network.tailscale-acl: ${message}";
      }) problems;

      environment.etc."tailscale/policy.json".text = builtins.toJSON cfg.policy;
      environment.systemPackages = [
        (pkgs.writeShellApplication {
          name = "tailnet-policy";
          runtimeInputs = [
            pkgs.coreutils
            pkgs.curl
            pkgs.diffutils
            pkgs.gnused
            pkgs.jq
          ];
          text = ''
            export TAILNET_POLICY=/etc/tailscale/policy.json
            export TAILNET=${lib.escapeShellArg cfg.tailnet}
            export TAILNET_KEY_FILE=${config.age.secrets.tailscale-api-key.path}
          ''
          + builtins.readFile ./tailnet-policy.sh;
        })
      ];
    };
}
