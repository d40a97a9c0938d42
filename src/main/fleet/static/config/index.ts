import { Evaluator } from '../evaluate';
import { type SourceTree, UNKNOWN, asText } from '../value';
import { hostConfig } from './host-config';
import { type ToldPlace, type ToldValue, toldNames, toldOption } from './told';

export type { ToldLiteral, ToldPlace, ToldValue } from './told';
export type { TextRun, ToldPiece } from './told-text';

/** Options of one module system, by what was asked; null for one that nothing defines. */
export type ToldOptions = Readonly<Record<string, ToldValue | null>>;

/** What was asked of a host's options. */
export interface ToldHost {
  readonly nixos: ToldOptions;
  /** Of each user with settings through Home Manager. */
  readonly homes: readonly {
    readonly user: string;
    readonly options: ToldOptions;
    readonly names: Readonly<Record<string, ToldNames>>;
  }[];
  /** Texts of the files that options name, by file. */
  readonly texts: Readonly<Record<string, string>>;
  /** False when modules of inputs or computed imports are part of the host. */
  readonly complete: boolean;
}

/** Which options of a host are wanted: dotted paths of names. */
export interface WantedOptions {
  readonly nixos: readonly string[];
  readonly home: readonly string[];
  /** Sets of users of which only the names are wanted. */
  readonly homeNames?: readonly string[];
  /** Among the options those whose value may be a file of the fleet, of which the text is wanted too. */
  readonly texts?: readonly string[];
}

/** The names in a set, with where they stand. */
export type ToldNames = readonly { readonly name: string; readonly at: ToldPlace | null }[];

/** The values of some options of a host, from source, merged as its modules define them; null for no host of the flake. */
export function toldHost(files: SourceTree, host: string, wanted: WantedOptions): ToldHost | null {
  const config = hostConfig(files, host);
  if (!config) return null;
  const nixos = Object.fromEntries(
    wanted.nixos.map((path) => [path, toldOption(config.nixos.at(path.split('.')))]),
  );
  const homes = config.homes.map(({ user, options }) => ({
    user,
    options: Object.fromEntries(wanted.home.map((path) => [path, toldOption(options.at(path.split('.')))])),
    names: Object.fromEntries(
      (wanted.homeNames ?? []).map((path) => [path, toldNames(options.at(path.split('.')))]),
    ),
  }));
  const all = [nixos, ...homes.map(({ options }) => options)];
  const named = (wanted.texts ?? []).flatMap((path) => all.map((options) => options[path]));
  const texts = named.flatMap((value) => {
    const text = value?.kind === 'path' ? files.plainText?.(value.path) : null;
    return value?.kind === 'path' && typeof text === 'string' ? [[value.path, text] as const] : [];
  });
  return { nixos, homes, texts: Object.fromEntries(texts), complete: config.complete };
}

/** Inputs of the flake by name, with what their `url` says; null where source does not tell. */
export function inputUrls(files: SourceTree): Readonly<Record<string, string | null>> {
  const evaluator = new Evaluator(files);
  const inputs = evaluator.attribute(evaluator.file('flake.nix'), 'inputs')?.force();
  if (inputs?.type !== 'attrs') return {};
  return Object.fromEntries(
    [...inputs.entries].map(([name, { thunk }]) => [
      name,
      asText(evaluator.attribute(thunk.force(), 'url')?.force() ?? UNKNOWN),
    ]),
  );
}
