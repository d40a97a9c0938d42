export interface BoundaryProblem {
  file: string;
  line: number;
  specifier: string;
  message: string;
}
export function checkBoundaries(src: string): BoundaryProblem[];
