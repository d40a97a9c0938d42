{ mkFeature }:
mkFeature {
  title = "Rust";
  description = "Rust with Cargo, Clippy, rustfmt and rust-analyzer, and the linker they call.";
  category = "development";

  options =
    { lib, ... }:
    {
      toolchain = lib.mkOption {
        type = lib.types.enum [
          "nixpkgs"
          "rustup"
        ];
        default = "nixpkgs";
        description = "Who provides the compiler: nixpkgs one version for all, or rustup what each project asks for.";
      };
      compileCache = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether compiled crates are kept and used again by other projects (sccache).";
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
      toolchain = {
        nixpkgs = [
          pkgs.cargo
          pkgs.clippy
          pkgs.rust-analyzer
          pkgs.rustc
          pkgs.rustfmt
        ];
        rustup = [ pkgs.rustup ];
      };
    in
    {
      environment.systemPackages =
        toolchain.${cfg.toolchain}
        ++ [
          pkgs.cargo-edit
          pkgs.cargo-nextest
          pkgs.gcc
          pkgs.pkg-config
        ]
        ++ lib.optional cfg.compileCache pkgs.sccache;
      environment.sessionVariables = lib.mkIf cfg.compileCache {
        RUSTC_WRAPPER = lib.getExe pkgs.sccache;
      };
    };
}
