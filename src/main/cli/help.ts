/** What `--help` teaches beyond the list of commands. */
export const HELP_AFTER = `
Examples:
  snowfleet inventory                              every host of the fleet, read from source
  snowfleet features                               what the fleet's features are
  snowfleet enable p510 virtualization.podman --dry-run
                                                   the lines that would change, as a diff
  snowfleet enable p510 virtualization.podman      the change itself; take it back with: snowfleet undo
  snowfleet commit -m "p510: podman"               only the draft's own changes
  snowfleet draft resolve hosts/p510/default.nix --theirs
                                                   where somebody wrote over a change of the draft
  snowfleet host rename p510 media --dry-run       what a new name changes, and what it leaves
  snowfleet preflight '@server'                    whether a deploy could go well: lights of each host
  snowfleet plan '@server and not p510'            what a deploy would change
  snowfleet plan p510 --build-on target            built on the host itself; nothing but the recipe is sent
  snowfleet builders add nix@big.example           a machine that Nix builds on, tested first
  snowfleet practice up p510 && snowfleet --stand-in deploy p510 --yes
                                                   a real deploy, to a host that is no machine
  snowfleet rollback p510                          back to the system before
  snowfleet generations p510 --older-than 30d      delete what nobody goes back to; tells the space and asks
  snowfleet runs --search podman --since 30d       what was deployed, by words of records and logs
  snowfleet exec '@laptop' -- systemctl --failed   a command on hosts, its words as they are
  snowfleet facts '@server'                        what hosts say of themselves, and where their names lead
  snowfleet logs p510 -u nginx -p err -f           errors of one unit, as they are written
  snowfleet known-hosts accept p510                trust the key a new host shows, after comparing it
  snowfleet credentials set ssh-password p510      into your keychain; typed without echo
  snowfleet identities create me                   a key of your own for secrets; prints its recipient
  snowfleet secrets edit api-token                 in your editor, in memory alone; or < CONTENT
  snowfleet rekey                                  every secret for the keys of today, all or none
  snowfleet secrets rotate api-token --generate hex --deploy
                                                   a new value, taken to the hosts that have it
  snowfleet explain p510 virtualization.podman     every definition, which decides, and why
  snowfleet drives                                 which drives an image may be written to, and why not the others
  snowfleet write nixos.iso.xz /dev/sdc --confirm 4C53…
                                                   erases the drive, writes, reads back and compares
  snowfleet images build p510                      an installer for a stick; see docs/installer.md
  snowfleet images await 192.0.2.50 --host p510    let in the machine that was started from it
  snowfleet recipes                                the verbs of the fleet's justfile, each checked
  snowfleet recipes run update-input nixpkgs       one of them, through just
  snowfleet agent                                  lends your unlocked keys to ssh, nix and git of another shell

SELECTION is host names, @tag, globs, joined by and, or, not; words side by side mean or.
PATH is written below the feature root (virtualization.podman) or whole (features.virtualization.podman).
VALUE is a Nix literal; --string quotes plain text.

Exit codes:
  0  done, also nothing to do        4  switched, but units failed
  1  failed, the old state remains   5  rolled back to the old system
  2  wrong use                       6  outcome unknown, see: snowfleet runs
  3  refused by a rule or check      130  cancelled

Environment:
  SNOWFLEET_FLEET  the fleet, where --fleet is not given; else the flake at or above the working directory
  SNOWFLEET_HOME   where all state lies; else the XDG folders
  SNOWFLEET_ALLOW_LOOP
                   set to 1 to offer loop devices as drives, for tests
  SNOWFLEET_DEBUG  set to 1 for the stack of internal errors on standard error

With --json, standard output carries JSON only: one document, or one event a line ending with
{"type":"result",…}; failures print {"error":{"code","message","hint","detail"}}.`;
