# The hosts that build for others: the list that those who ask and those who build both read.
#
#   maxJobs       builds at the same time
#   speed         beside the others, the higher is asked first
#   cores         threads for one build
#   systems       what it builds for; emulated ones come last
#
# The key is the public half of the secret nix-builder-key: a sample, whose private half was thrown away.
{
  user = "nix-builder";
  publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILjb3as+GYnOHvcxG0lt7Ol/yuXrDqlzTakSzwyclfb6 nix-builder";

  machines = {
    p620 = {
      maxJobs = 8;
      speed = 4;
      cores = 8;
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      supportedFeatures = [
        "nixos-test"
        "benchmark"
        "big-parallel"
        "kvm"
      ];
    };
    p510 = {
      maxJobs = 4;
      speed = 2;
      cores = 6;
      systems = [ "x86_64-linux" ];
      supportedFeatures = [
        "nixos-test"
        "big-parallel"
        "kvm"
      ];
    };
  };
}
