{ mkFeature }:
mkFeature {
  title = "Thunderbird";
  description = "Mail, calendar and addresses; links to mail addresses open it.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      plainText = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether new mail is written as plain text.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      programs.thunderbird = {
        enable = true;
        policies = {
          DisableTelemetry = true;
          DisableAppUpdate = true;
        };
        preferences = {
          # Pictures in mail tell the sender who read it, and when.
          "mailnews.message_display.disable_remote_image" = true;
          "mail.identity.default.compose_html" = !cfg.plainText;
          "mailnews.start_page.enabled" = false;
        };
      };
      xdg.mime.defaultApplications = lib.genAttrs [
        "message/rfc822"
        "text/calendar"
        "x-scheme-handler/mailto"
      ] (_: "thunderbird.desktop");
    };
}
