# Attribute names of kdePackages and their versions.
{
  ark = "25.08.3";
  dolphin = "25.08.3";
  gwenview = "25.08.3";
  kate = "25.08.3";
  konsole = "25.08.3";
  kwin = "6.5.3";
  okular = "25.08.3";
  plasma-desktop = "6.5.3";
  plasma-workspace = "6.5.3";
  sddm = "0.21.0";
  spectacle = "6.5.3";
  xdg-desktop-portal-kde = "6.5.3";
}
