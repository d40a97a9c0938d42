/** Names that every Nix file can use as they stand; the other built-in functions carry two underscores. */
const BARE =
  'abort baseNameOf break builtins derivation derivationStrict dirOf false fetchGit fetchMercurial ' +
  'fetchTarball fetchTree fromTOML import isNull map null placeholder removeAttrs scopedImport throw ' +
  'toString true';

/** `builtins.attrNames builtins` of Nix 2.8 and of 2.34 without the bare names, and those behind a setting. */
const PREFIXED =
  'add addDrvOutputDependencies addErrorContext all any appendContext attrNames attrValues bitAnd bitOr bitXor ' +
  'catAttrs ceil compareVersions concatLists concatMap concatStringsSep convertHash curPos currentSystem ' +
  'currentTime deepSeq div elem elemAt exec fetchClosure fetchurl filter filterSource findFile ' +
  "flakeRefToString floor foldl' fromJSON functionArgs genList genericClosure getAttr getContext getEnv " +
  'getFlake groupBy hasAttr hasContext hashFile hashString head importNative intersectAttrs isAttrs isBool ' +
  'isFloat isFunction isInt isList isPath isString langVersion length lessThan listToAttrs mapAttrs match ' +
  'mul nixPath nixVersion outputOf parseDrvName parseFlakeRef partition path pathExists readDir readFile ' +
  'readFileType replaceStrings seq sort split splitVersion storeDir storePath stringLength sub substring ' +
  'tail toFile toJSON toPath toXML trace traceVerbose tryEval typeOf unsafeDiscardOutputDependency ' +
  'unsafeDiscardStringContext unsafeGetAttrPos warn zipAttrsWith';

/** Every name that is defined without being defined in the file. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set([
  ...BARE.split(' '),
  ...PREFIXED.split(' ').map((name) => `__${name}`),
]);
