{ mkFeature }:
mkFeature {
  title = "Docker";
  description = "Containers with a daemon.";
  category = "virtualization";
  brings = [ "virtualization.oci-tools" ];
  conflicts = [
    {
      feature = "virtualization.podman";
      reason = "both answer to the docker command.";
    }
  ];
}
