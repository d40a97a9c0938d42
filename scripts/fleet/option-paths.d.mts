export interface OptionTree {
  type: string | null;
  children: Map<string, OptionTree>;
}
export interface Reviewed {
  inputs: Record<string, string>;
  nixos: Record<string, string>;
  home: Record<string, string>;
}
export declare function optionTree(text: string): OptionTree;
export declare function addOption(tree: OptionTree, path: readonly string[], type: string): void;
export declare function splitPath(dotted: string): string[];
export declare function nixosOptions(folder?: string): OptionTree;
export declare function homeOptions(folder?: string): OptionTree;
export declare function hasOption(tree: OptionTree, path: readonly string[]): boolean;
export declare function placeOf(path: readonly string[]): { list: 'nixos' | 'home'; path: string[] };
export declare function pathProblems(given: {
  defined: readonly { by: string; paths: readonly (readonly string[])[] }[];
  declared: readonly (readonly string[])[];
  reviewed: Reviewed;
  nixos: OptionTree;
  home: OptionTree;
}): string[];
