import type { ReactNode } from 'react';

/** A named part of the page that scrolls by itself; it takes the focus so that the keyboard can scroll it. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by keyboard needs the focus
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
