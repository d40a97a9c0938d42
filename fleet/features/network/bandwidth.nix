{ mkFeature }:
mkFeature {
  title = "Bandwidth accounting";
  description = "Counts what goes through each interface by hour, day and month; `vnstat` shows it.";
  category = "network";
  health = [ { unit = "vnstat.service"; } ];

  config = {
    services.vnstat.enable = true;
    # Who uses the line right now.
    programs.bandwhich.enable = true;
  };
}
