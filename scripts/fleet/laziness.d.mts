export declare function evaluateHosts(off: boolean): Promise<unknown>;
export declare function startNix(): Promise<unknown>;
export declare function laziness(
  rounds: number,
): Promise<{ start: number; off: number; on: number; share: number }>;
