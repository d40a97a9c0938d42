# Declaring options, and messages about them.
lib: {
  isOption = lib.isType "option";
  mkOption = fields: fields // { _type = "option"; };

  mkEnableOption =
    name:
    lib.mkOption {
      type = lib.types.bool;
      default = false;
      example = true;
      description = "Whether to enable ${name}.";
    };

  mkPackageOption =
    pkgs: name:
    {
      default ? name,
      example ? null,
      nullable ? false,
      extraDescription ? "",
      ...
    }:
    let
      path = lib.toList default;
      text = "pkgs.${lib.concatStringsSep "." path}";
    in
    lib.mkOption (
      {
        type = if nullable then lib.types.nullOr lib.types.package else lib.types.package;
        description = "The ${lib.concatStringsSep "." (lib.toList name)} package to use.${
          lib.optionalString (extraDescription != "") " ${extraDescription}"
        }";
      }
      // lib.optionalAttrs (default != null) {
        default = lib.getAttrFromPath path pkgs;
        defaultText = lib.literalExpression text;
      }
      // lib.optionalAttrs (example != null) { inherit example; }
    );

  literalExpression = text: {
    _type = "literalExpression";
    inherit text;
  };
  literalMD = text: {
    _type = "literalMD";
    inherit text;
  };
  mdDoc = lib.id;

  showOption = lib.concatMapStringsSep "." (
    part: if builtins.match "[a-zA-Z_*<][a-zA-Z0-9_'>-]*" part != null then part else builtins.toJSON part
  );
  showFiles = lib.concatMapStringsSep " and " (file: "`${toString file}'");
  showDefs = lib.concatMapStrings (
    definition:
    let
      shown = builtins.tryEval (lib.showValue definition.value);
    in
    "\n- In `${toString definition.file}'${lib.optionalString shown.success ": ${shown.value}"}"
  );
  getValues = map (definition: definition.value);
  getFiles = map (definition: definition.file);

  mergeEqualOption =
    loc: definitions:
    let
      first = builtins.head definitions;
    in
    if builtins.length definitions == 1 || builtins.all (definition: definition.value == first.value) definitions then
      first.value
    else
      throw "The option `${lib.showOption loc}' has conflicting definition values:${lib.showDefs definitions}\nUse `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.";

  mergeOneOption =
    loc: definitions:
    if builtins.length definitions == 1 then
      (builtins.head definitions).value
    else
      throw "The option `${lib.showOption loc}' is defined multiple times while it's expected to be unique.\nDefinition values:${lib.showDefs definitions}";
}
