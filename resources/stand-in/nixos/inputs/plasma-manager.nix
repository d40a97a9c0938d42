# plasma-manager: its options; what is set counts for whether a person's settings changed.
{ lib, ... }:
{
  _file = ../plasma-options.json;
  key = toString ../plasma-options.json;
  options =
    (import ../from-data.nix {
      inherit lib;
      file = ../plasma-options.json;
      toyNames = { };
    }).minus
      { }
      { };
}
