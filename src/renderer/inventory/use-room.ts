import { useLayoutEffect, useState } from 'react';

/** The width of an element in pixels, as it changes; before it is there, that of a small window. */
export function useRoom(element: HTMLElement | null): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
