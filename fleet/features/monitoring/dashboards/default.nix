# Every dashboard, by the name of its file.
{
  fleet = import ./fleet.nix;
  host = import ./host.nix;
  media = import ./media.nix;
  monitoring = import ./monitoring.nix;
  network = import ./network.nix;
  storage = import ./storage.nix;
}
