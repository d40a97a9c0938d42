{ mkFeature }:
mkFeature {
  title = "Firefox";
  description = "Firefox without telemetry and with the extensions chosen here, for everybody on the host.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      extensions = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "bitwarden"
            "containers"
            "dark-reader"
            "keepassxc"
            "ublock-origin"
          ]
        );
        default = [ "ublock-origin" ];
        description = "Extensions to install; people can add more.";
      };
      isDefault = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether links open here.";
      };
      dnsOverHttps = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Firefox asks its own name servers; names of the home network are unknown there.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      known = {
        bitwarden = {
          id = "{446900e4-71c2-419f-a6a7-df9c091e268b}";
          slug = "bitwarden-password-manager";
        };
        containers = {
          id = "@testpilot-containers";
          slug = "multi-account-containers";
        };
        dark-reader = {
          id = "addon@darkreader.org";
          slug = "darkreader";
        };
        keepassxc = {
          id = "keepassxc-browser@keepassxc.org";
          slug = "keepassxc-browser";
        };
        ublock-origin = {
          id = "uBlock0@raymondhill.net";
          slug = "ublock-origin";
        };
      };
      install = name: {
        name = known.${name}.id;
        value = {
          installation_mode = "normal_installed";
          install_url = "https://addons.mozilla.org/firefox/downloads/latest/${known.${name}.slug}/latest.xpi";
        };
      };
    in
    {
      programs.firefox = {
        enable = true;
        policies = {
          DisableTelemetry = true;
          DisableFirefoxStudies = true;
          DisablePocket = true;
          DontCheckDefaultBrowser = true;
          NoDefaultBookmarks = true;
          OfferToSaveLogins = false;
          HttpsOnlyMode = "enabled";
          DNSOverHTTPS.Enabled = cfg.dnsOverHttps;
          EnableTrackingProtection = {
            Value = true;
            Cryptomining = true;
            Fingerprinting = true;
          };
          FirefoxHome = {
            SponsoredTopSites = false;
            SponsoredPocket = false;
            Pocket = false;
          };
          ExtensionSettings = builtins.listToAttrs (map install cfg.extensions);
        };
        preferences = {
          "media.ffmpeg.vaapi.enabled" = true;
          # File dialogs of the desktop instead of GTK's own.
          "widget.use-xdg-desktop-portal.file-picker" = 1;
        };
        preferencesStatus = "default";
      };
      xdg.mime.defaultApplications = lib.mkIf cfg.isDefault (
        lib.genAttrs [
          "text/html"
          "x-scheme-handler/http"
          "x-scheme-handler/https"
        ] (_: "firefox.desktop")
      );
    };
}
