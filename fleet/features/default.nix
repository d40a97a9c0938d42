# Every feature of the fleet: one list a category. A new file joins by its line in its category's list.
builtins.concatLists [
  (import ./ai)
  (import ./desktop)
  (import ./development)
  (import ./hardware)
  (import ./installer)
  (import ./media)
  (import ./monitoring)
  (import ./network)
  (import ./nix)
  (import ./performance)
  (import ./security)
  (import ./shells)
  (import ./storage)
  (import ./system)
  (import ./virtualization)
]
