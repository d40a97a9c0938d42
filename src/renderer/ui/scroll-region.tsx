import type { ReactNode, Ref } from 'react';

/** A named part of the page that scrolls by itself; it takes the focus so that the keyboard can scroll it. */
export function ScrollRegion({
  label,
  className,
  innerRef,
  children,
}: {
  label: string;
  className?: string;
  innerRef?: Ref<HTMLElement>;
  children: ReactNode;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by keyboard needs the focus
    <section ref={innerRef} className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
