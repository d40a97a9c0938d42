export interface LockOwner {
  pid: number;
  start: string | null;
  token: string;
}
export function processStart(pid: number): string | null;
export function ownerAlive(owner: LockOwner): boolean;
export function withLock<T>(
  lock: string,
  work: () => T | Promise<T>,
  options?: { timeoutMs?: number; onWait?: (owner: LockOwner) => void },
): Promise<T>;
