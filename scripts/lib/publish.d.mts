export function filesBelow(folder: string, prefix?: string): string[];
export function publish(
  built: string,
  place: string,
  before: { files: string[] } | null,
): { files: string[]; previous: string[] };
