import { useQuery } from '@tanstack/react-query';
import { api } from '../app';

/** Hosts, and which desktop each has. */
export const useDesktopHosts = (enabled: boolean) => useQuery(api.desktop.hosts.queryOptions({ enabled }));

/** A host's desktop as the working tree describes it. The last one stays until another is there. */
export const useDesktop = (host: string | null) =>
  useQuery(
    api.desktop.read.queryOptions({
      input: { host: host ?? '' },
      enabled: host !== null,
      placeholderData: (before) => (before?.host === host ? before : undefined),
    }),
  );

/** The same as it would be without the draft. */
export const useDesktopWithoutDraft = (host: string | null) =>
  useQuery(
    api.desktop.read.queryOptions({ input: { host: host ?? '', draft: false }, enabled: host !== null }),
  );

/** The same of its Plasma. */
export const usePlasma = (host: string) =>
  useQuery(
    api.desktop.plasma.queryOptions({
      input: { host },
      placeholderData: (before) => (before?.host === host ? before : undefined),
    }),
  );
