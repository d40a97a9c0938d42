{ mkFeature }:
mkFeature {
  title = "Audit";
  description = "Records who changed accounts, became root, loaded a kernel module or set the clock.";
  category = "security";
  health = [ { unit = "auditd.service"; } ];

  options =
    { lib, ... }:
    {
      subjects = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "accounts"
            "clock"
            "deletions"
            "modules"
            "mounts"
            "network"
            "privilege"
            "secrets"
          ]
        );
        default = [
          "accounts"
          "clock"
          "modules"
          "network"
          "privilege"
          "secrets"
        ];
        description = "What is recorded. \"deletions\" and \"mounts\" write a lot on a desk.";
      };
      lock = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the rules cannot be changed until the next start, not even by root.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      # 4294967295 is a process that nobody logged in for.
      byPeople = "-F auid>=1000 -F auid!=4294967295";
      rules = {
        accounts = [
          "-w /etc/group -p wa -k accounts"
          "-w /etc/passwd -p wa -k accounts"
          "-w /etc/shadow -p wa -k accounts"
          "-w /etc/sudoers -p wa -k accounts"
        ];
        clock = [
          "-a always,exit -F arch=b64 -S adjtimex -S settimeofday -S clock_settime ${byPeople} -k clock"
          "-w /etc/localtime -p wa -k clock"
        ];
        deletions = [
          "-a always,exit -F arch=b64 -S unlink -S unlinkat -S rename -S renameat ${byPeople} -k deletions"
        ];
        modules = [
          "-a always,exit -F arch=b64 -S init_module -S finit_module -S delete_module -k modules"
        ];
        mounts = [ "-a always,exit -F arch=b64 -S mount -S umount2 ${byPeople} -k mounts" ];
        network = [ "-a always,exit -F arch=b64 -S sethostname -S setdomainname -k network" ];
        privilege = [
          "-a always,exit -F arch=b64 -S execve -C uid!=euid -F euid=0 -k privilege"
          "-a always,exit -F arch=b64 -S execve -C gid!=egid -F egid=0 -k privilege"
        ];
        secrets = [ "-a always,exit -F arch=b64 -S openat -F dir=/run/agenix -F success=0 -k secrets" ];
      };
    in
    {
      security.auditd.enable = true;
      security.audit = {
        enable = if cfg.lock then "lock" else true;
        backlogLimit = 8192;
        rules = lib.concatMap (subject: rules.${subject}) cfg.subjects;
      };
    };
}
