{ mkFeature }:
mkFeature {
  title = "Nushell";
  description = "A shell in which commands pass on tables, not text: filter, sort and join what programs say.";
  category = "shells";

  options =
    { lib, ... }:
    {
      editMode = lib.mkOption {
        type = lib.types.enum [
          "emacs"
          "vi"
        ];
        default = "emacs";
        description = "Keys of its command line.";
      };
    };

  home =
    { cfg, ... }:
    {
      programs.nushell = {
        enable = true;
        settings = {
          edit_mode = cfg.editMode;
          show_banner = false;
          history = {
            file_format = "sqlite";
            max_size = 100000;
          };
        };
      };
      # Completion for programs that bring none for Nushell.
      programs.carapace.enable = true;
    };
}
