/** What a JSON text says, for a schema to judge; undefined, which no schema of ours takes, where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
