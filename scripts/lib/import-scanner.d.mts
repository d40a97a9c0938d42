export interface ScannedImport {
  specifier: string;
  line: number;
  dynamic: boolean;
}
export function scanImports(text: string, options?: { jsx?: boolean }): ScannedImport[];
