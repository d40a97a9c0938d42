{ mkFeature }:
mkFeature {
  title = "direnv";
  description = "Enters a project's development shell on changing into its folder.";
  category = "development";

  config = {
    programs.direnv.enable = true;
  };
}
