export function revision(root: string): { commit: string; dirty: boolean };
