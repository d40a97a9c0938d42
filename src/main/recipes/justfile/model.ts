/** A name that an expression refers to. */
export interface Reference {
  readonly name: string;
  /** Counting from 1. */
  readonly line: number;
}

/** An expression of a justfile, as far as checks look at it. */
export interface Expression {
  /** As written. */
  readonly text: string;
  /** Variables and parameters it uses. */
  readonly references: readonly Reference[];
  /** Its pieces where it is text and variables put together, else null. */
  readonly parts: readonly Part[] | null;
}

export type Part = { readonly text: string } | { readonly name: string };

export interface Parameter {
  readonly name: string;
  /** one · `+NAME`: one or more · `*NAME`: any number. */
  readonly count: 'one' | 'some' | 'any';
  readonly default: Expression | null;
  /** `$NAME`: also set in the environment of the body. */
  readonly exported: boolean;
}

export interface Attribute {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Dependency {
  /** With `::` where it lies in a module. */
  readonly name: string;
  readonly references: readonly Reference[];
  readonly line: number;
}

export interface BodyLine {
  /** Without the recipe's indentation. */
  readonly text: string;
  readonly line: number;
}

export interface JustRecipe {
  readonly name: string;
  /** Of the justfile, relative to the fleet. */
  readonly file: string;
  /** Where its name stands, counting from 1. */
  readonly line: number;
  readonly doc: string | null;
  readonly parameters: readonly Parameter[];
  readonly dependencies: readonly Dependency[];
  readonly attributes: readonly Attribute[];
  readonly body: readonly BodyLine[];
  /** `@name:` prints no commands. */
  readonly quiet: boolean;
}

export interface Alias {
  readonly name: string;
  readonly target: string;
  readonly line: number;
  readonly file: string;
}

/** `import` takes the recipes of a file in; `mod` keeps them under a name. */
export interface Inclusion {
  readonly kind: 'import' | 'mod';
  readonly name: string | null;
  readonly path: string | null;
  readonly optional: boolean;
  readonly line: number;
}

/** A place that cannot be understood. */
export interface JustProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** One file as written; what it imports is not followed. */
export interface Justfile {
  readonly recipes: readonly JustRecipe[];
  readonly aliases: readonly Alias[];
  readonly variables: ReadonlyMap<string, { readonly value: Expression; readonly line: number }>;
  /** `set NAME := VALUE`; `true` where no value is written. */
  readonly settings: ReadonlyMap<string, string | true | readonly string[]>;
  readonly inclusions: readonly Inclusion[];
  readonly problems: readonly JustProblem[];
}
