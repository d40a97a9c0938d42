import { AppError } from '../contract/errors';

/** A parsed SELECTION. `pattern` is a host name or a glob with `*` and `?`. */
export type Selection =
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'not'; readonly of: Selection }
  | { readonly kind: 'and' | 'or'; readonly left: Selection; readonly right: Selection };

const TOKEN = /\s*([(),]|[^\s(),]+)/y;

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) found.push(match[1] ?? '');
  return found;
}

function refuse(text: string, what: string): AppError {
  return new AppError('usage', `The selection "${text}" cannot be read: ${what}.`, {
    hint: 'Write host names, @tag or globs, joined by and, or, not; for example "@laptop and not razer".',
    detail: { selection: text },
  });
}

const PATTERN = /^[A-Za-z0-9_*?][A-Za-z0-9_.*?-]*$/;

/**
 * Reads `p620`, `@tag`, `p*`, `not X`, `X and Y`, `X or Y` and parentheses. `not` binds tightest, then `and`,
 * then `or`; words side by side or with commas between them mean `or`. Throws `usage`, and `bad-host-name`
 * for what could never be a host's name.
 */
export function parseSelection(text: string): Selection {
  const words = tokens(text);
  let at = 0;

  const isEnd = (): boolean => at >= words.length || words[at] === ')';
  function any(): Selection {
    let left = all();
    while (!isEnd()) {
      if (words[at] === 'or' || words[at] === ',') at++;
      left = { kind: 'or', left, right: all() };
    }
    return left;
  }
  function all(): Selection {
    let left = one();
    while (words[at] === 'and') {
      at++;
      left = { kind: 'and', left, right: one() };
    }
    return left;
  }
  function one(): Selection {
    const word = words[at++];
    switch (word) {
      case undefined:
        throw refuse(text, words.length === 0 ? 'it is empty' : 'it ends too early');
      case 'not':
        return { kind: 'not', of: one() };
      case '(': {
        const inner = any();
        if (words[at++] !== ')') throw refuse(text, 'a parenthesis is not closed');
        return inner;
      }
      case ')':
      case ',':
      case 'and':
      case 'or':
        throw refuse(text, `"${word}" stands where a host, a tag or a glob is expected`);
      default:
        return leaf(word);
    }
  }

  const selection = any();
  if (at < words.length) throw refuse(text, 'a parenthesis closes nothing');
  return selection;
}

function leaf(word: string): Selection {
  const name = word.startsWith('@') ? word.slice(1) : word;
  if (!PATTERN.test(name)) {
    throw new AppError('bad-host-name', `"${word}" is not the name of a host or a tag.`, {
      hint: 'Names have letters, digits, _ . - and do not begin with -; globs add * and ?.',
      detail: { name: word },
    });
  }
  return word.startsWith('@') ? { kind: 'tag', tag: name } : { kind: 'pattern', pattern: name };
}
