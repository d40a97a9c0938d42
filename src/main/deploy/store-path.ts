const STORE_PATH = /^\/nix\/store\/[0-9a-z]{32}-[^/\s]+$/;

/** Whether `path` is a whole store path, and so may be handed to a host. */
export function isStorePath(path: string): boolean {
  return STORE_PATH.test(path);
}
