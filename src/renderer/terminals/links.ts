/** An address a terminal showed: shown to the user whole before it is opened, or never opened. */
export type LinkVerdict =
  | {
      readonly opens: true;
      /** As it will be opened. */
      readonly address: string;
      /** The machine it leads to; names in other scripts in their ASCII form, so that look-alikes show. */
      readonly machine: string;
      /** What to look at twice. */
      readonly caution: string | null;
    }
  | { readonly opens: false; readonly why: string };

const LONGEST = 2048;

/** Judges an address from a terminal's text or from OSC 8. Only http and https are ever opened. */
export function judgeLink(text: string): LinkVerdict {
  if (text.length > LONGEST) return { opens: false, why: 'The address is too long to be judged.' };
  // oxlint-disable-next-line no-control-regex -- the parser of URLs drops some of them silently
  if (/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/.test(text)) {
    return { opens: false, why: 'The address holds characters that cannot be seen.' };
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { opens: false, why: 'This is no whole address.' };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { opens: false, why: `Only http and https addresses are opened, not ${url.protocol}` };
  }
  return { opens: true, address: url.href, machine: url.host, caution: cautionFor(url) };
}

function cautionFor(url: URL): string | null {
  if (url.username !== '' || url.password !== '') {
    return 'What stands before the @ is a user name, not the machine.';
  }
  if (url.hostname.split('.').some((part) => part.startsWith('xn--'))) {
    return 'The name has letters of another script, which may look like plain ones.';
  }
  return url.protocol === 'http:' ? 'The connection is not encrypted.' : null;
}
