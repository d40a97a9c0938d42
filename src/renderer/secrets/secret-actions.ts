import type { SecretsChanged } from '../../shared/contract';
import { announce, invalidate, showToast } from '../app';
import { counted } from '../ui';

/** Tells what a change of secrets did, and asks for everything that shows them again. */
export function told(done: string, { changed, verified, notes }: SecretsChanged): void {
  invalidate('draft');
  const proven =
    changed.length === 0
      ? 'Nothing had to be written'
      : `${counted(changed.length, 'file')} written, ${verified.length} proven from the disk`;
  announce(done);
  showToast({ title: done, detail: [proven, ...notes].join('. ') });
}

/** Text as the wire wants it. */
export function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function fromBase64(content: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)));
}
