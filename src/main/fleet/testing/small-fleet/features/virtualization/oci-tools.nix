{ mkFeature }:
mkFeature {
  title = "Image tools";
  description = "Look into container images.";
  category = "virtualization";
}
