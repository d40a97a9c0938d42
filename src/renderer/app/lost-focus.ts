import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** What may take a focus that was lost: it has a name, so that a screen reader says where one is. */
const PLACES = 'main, section[aria-label], aside[aria-label], [role="dialog"]';

/** Puts the focus on a place that is no control: Tab goes on from there. */
function focusPlace(place: Element | null | undefined): void {
  if (!(place instanceof HTMLElement)) return;
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/**
 * Nobody is left nowhere: when what had the focus goes away (a button that did its work, the page before this one), the
 * nearest named place around it that is still there takes the focus, else the page. A control that is merely disabled
 * keeps its place: Tab goes on from it.
 */
export function useLostFocus(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onFocusOut = ({ target, relatedTarget }: FocusEvent): void => {
      if (relatedTarget !== null || !(target instanceof Element)) return;
      const places = placesAround(target);
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (target.isConnected || document.activeElement !== document.body) return;
        focusPlace(places.find((place) => place.isConnected) ?? document.querySelector('main'));
      });
    };
    document.addEventListener('focusout', onFocusOut);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('focusout', onFocusOut);
    };
  }, []);
  useEffect(() => {
    if (shown.current === pathname) return undefined;
    shown.current = pathname;
    // After the page's own effects and a dialog's giving back, which come first.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) focusPlace(document.querySelector('main'));
    });
    return () => clearTimeout(timer);
  }, [pathname]);
}

/** Named places around an element, the nearest first. */
function placesAround(element: Element): readonly Element[] {
  const places: Element[] = [];
  for (let place = element.closest(PLACES); place; place = place.parentElement?.closest(PLACES) ?? null)
    places.push(place);
  return places;
}

/** The first stop of Tab: past the bar and the rail, into the page. */
export function skipToPage(): void {
  focusPlace(document.querySelector('main'));
}
