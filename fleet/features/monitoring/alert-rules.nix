{ mkFeature }:
mkFeature {
  title = "Alert rules";
  description = "Some fifty rules for what is worth telling a person: hosts, disks, /boot, units, backups, security, network, certificates.";
  category = "monitoring";
  needs = [ "monitoring.prometheus" ];
  metrics = [
    "ALERTS"
    "ALERTS_FOR_STATE"
  ];

  options =
    { lib, ... }:
    let
      number =
        { default, description }:
        lib.mkOption {
          type = lib.types.ints.positive;
          inherit default description;
        };
    in
    {
      diskPercent = lib.mkOption {
        type = lib.types.ints.between 50 99;
        default = 85;
        description = "Percent at which a file system counts as filling up.";
      };
      bootMegabytes = number {
        default = 150;
        description = "Free space in MiB that /boot should keep: about one generation.";
      };
      backupHours = number {
        default = 36;
        description = "Hours without a good backup.";
      };
      drillDays = number {
        default = 35;
        description = "Days without a check of the backup or a restore drill.";
      };
      certificateDays = number {
        default = 14;
        description = "Days a certificate must still be good for.";
      };
      configurationDays = number {
        default = 30;
        description = "Days after which a host's configuration counts as old.";
      };
      lossPercent = lib.mkOption {
        type = lib.types.ints.between 1 50;
        default = 5;
        description = "Percent of lost pings that is too much.";
      };
      mayBeAway = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "razer" ];
        description = "Hosts that sleep or travel: nobody is told when they do not answer.";
      };
      without = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "HostRestarted" ];
        description = "Names of rules to leave out.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      groups = import ./rules/alerts.nix {
        inherit (cfg)
          backupHours
          bootMegabytes
          certificateDays
          configurationDays
          diskPercent
          drillDays
          lossPercent
          mayBeAway
          ;
      };
      names = lib.concatMap (group: map (rule: rule.alert) group.rules) groups;
      unknown = lib.subtractLists names cfg.without;

      kept = lib.filter (group: group.rules != [ ]) (
        map (
          group: group // { rules = lib.filter (rule: !(lib.elem rule.alert cfg.without)) group.rules; }
        ) groups
      );
    in
    {
      services.prometheus.ruleFiles = [
        (pkgs.writeText "fleet-alerts.rules" (builtins.toJSON { groups = kept; }))
      ];

      assertions = [
        {
          assertion = unknown == [ ];
          message = "features.monitoring.alert-rules.without names rules that do not exist: ${lib.concatStringsSep ", " unknown}.";
        }
      ];
    };
}
