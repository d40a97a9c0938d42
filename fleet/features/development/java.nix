{ mkFeature }:
mkFeature {
  title = "Java";
  description = "A JDK with JAVA_HOME set, its build tools on the same JDK, and the language server for editors.";
  category = "development";

  options =
    { lib, ... }:
    {
      version = lib.mkOption {
        type = lib.types.enum [
          17
          21
          25
        ];
        default = 21;
        description = "JDK to install; these are the versions with long support.";
      };
      buildTools = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "gradle"
            "maven"
          ]
        );
        default = [ "maven" ];
        description = "What builds projects and fetches their dependencies.";
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
      jdk = pkgs."jdk${toString cfg.version}";
      buildTools = {
        gradle = pkgs.gradle.override { java = jdk; };
        maven = pkgs.maven.override { jdk_headless = jdk; };
      };
    in
    {
      programs.java = {
        enable = true;
        package = jdk;
      };
      environment.systemPackages = [
        pkgs.jdt-language-server
      ]
      ++ map (tool: buildTools.${tool}) (lib.unique cfg.buildTools);
    };
}
