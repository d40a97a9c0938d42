/** One part of a pattern: any text, or a question to one character. */
type Token = '*' | ((character: string) => boolean);

/**
 * A pattern of the shell (`*`, `?`, `[a-z]`, `[!a]`) for one part of a path. Takes time in proportion to pattern and
 * name, whatever the pattern.
 */
export function shellPattern(pattern: string): (name: string) => boolean {
  const tokens = tokensOf(pattern);
  return (name) => {
    const characters = [...name];
    let token = 0;
    let at = 0;
    let star = -1;
    let afterStar = 0;
    while (at < characters.length) {
      const wanted = tokens[token];
      if (wanted === '*') {
        star = token;
        afterStar = at;
        token += 1;
      } else if (wanted?.(characters[at]!)) {
        token += 1;
        at += 1;
      } else if (star !== -1) {
        token = star + 1;
        afterStar += 1;
        at = afterStar;
      } else return false;
    }
    while (tokens[token] === '*') token += 1;
    return token === tokens.length;
  };
}

function tokensOf(pattern: string): Token[] {
  const parts = pattern.match(/\[[!^]?\]?[^\]]*\]|[\s\S]/gu) ?? [];
  return parts.map((part) => {
    if (part === '*') return '*';
    if (part === '?') return () => true;
    return [...part].length > 1 ? oneOf(part.slice(1, -1)) : (character) => character === part;
  });
}

/** What stands in brackets: characters and ranges, or none of them. */
function oneOf(inside: string): (character: string) => boolean {
  const not = /^[!^]/.test(inside);
  const items = (not ? inside.slice(1) : inside).match(/[\s\S]-[\s\S]|[\s\S]/gu) ?? [];
  return (character) => {
    const held = items.some((item) =>
      [...item].length === 3 ? character >= item[0]! && character <= item.at(-1)! : item === character,
    );
    return held !== not;
  };
}
