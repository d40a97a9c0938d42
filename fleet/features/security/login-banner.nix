{ mkFeature }:
mkFeature {
  title = "Login banner";
  description = "Says whose host this is before somebody logs in, and what it is after.";
  category = "security";

  options =
    { lib, ... }:
    {
      warning = lib.mkOption {
        type = lib.types.lines;
        default = "This host is private. What is done here is recorded.";
        description = "Shown before the login, on the console and over SSH.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      host = config.snowfleet.host;
    in
    {
      services.openssh.banner = "${cfg.warning}\n";
      services.getty.greetingLine = ''<<< ${config.networking.hostName} >>> \l

        ${cfg.warning}'';
      users.motd = ''
        ${config.networking.hostName}: ${if host.description == "" then host.role else host.description}
        Its configuration is in the fleet's repository; what is changed by hand here is lost.
      '';
    };
}
