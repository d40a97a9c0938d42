/** The scheme and the one origin the window shows. Its files come from the page handler, never from file:. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://bundle';

/** Whether `url` is of our own page. Compared by parsed parts: a prefix would admit `app://bundle.evil`. */
export function isAppUrl(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url);
    return protocol === `${APP_SCHEME}:` && host === 'bundle' && username === '' && password === '';
  } catch {
    return false;
  }
}

/** The address of a page of the web, as it may be given to the user's browser; null for every other scheme. */
export function webAddress(url: string): string | null {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** The part of Electron's WebFrameMain that tells who sent a message. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Messages count only from the main frame of our own page; a frame that has gone away has no say. */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  return frame !== null && frame !== undefined && frame.parent === null && isAppUrl(frame.url);
}
