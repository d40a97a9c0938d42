{ mkFeature }:
mkFeature {
  title = "Chromium";
  description = "A second browser, for pages that only work there, kept quiet by policy.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      blockAds = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether uBlock Origin Lite is installed.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      environment.systemPackages = [ pkgs.chromium ];
      programs.chromium = {
        enable = true;
        extensions = lib.optional cfg.blockAds "ddkjiahejlhfcafbddmgiahcphecmpfh";
        extraOpts = {
          MetricsReportingEnabled = false;
          BrowserSignin = 0;
          SyncDisabled = true;
          PasswordManagerEnabled = false;
          BackgroundModeEnabled = false;
          DefaultBrowserSettingEnabled = false;
          PromotionalTabsEnabled = false;
        };
      };
    };
}
