/**
 * The nonce the door has put into the page for its style policy, or undefined where the page is served
 * without one (a development server). The placeholder of the source file counts as none.
 */
export function styleNonce(): string | undefined {
  const value = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  return value === '' || value.startsWith('__') ? undefined : value;
}

/**
 * Sends style attributes through the element's own style object, which a policy does not forbid to scripts.
 * xterm writes the colours of its cells as attributes. Needed beside {@link lendNonceToStyleElements}.
 */
export function setStylesAsScript(): void {
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function setAttribute(this: Element, name: string, value: string): void {
    if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value;
    else set.call(this, name, value);
  };
}

/**
 * Gives the nonce to every style element our own scripts make. xterm writes its rules into style
 * elements and takes no nonce; script-src stays strict, so only code we ship can come through here.
 */
export function lendNonceToStyleElements(nonce: string): void {
  const create = document.createElement.bind(document) as typeof document.createElement;
  const withNonce = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(tag, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  document.createElement = withNonce as typeof document.createElement;
}
