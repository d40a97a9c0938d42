import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../app';

/** Images of the open fleet, built or not. */
export const useImages = (enabled: boolean) => useQuery(api.images.list.queryOptions({ enabled }));

/** Every write, newest first. */
export const useWrites = () => useQuery(api.images.history.queryOptions());

/** Whether drives can be written from here. */
export const usePrivilege = () => useQuery(api.drives.privilege.queryOptions());

/** What the file says of itself; not asked again by itself, since a large packed one takes its time. */
export const useInspection = (path: string | null) =>
  useQuery(
    api.images.inspect.queryOptions({
      input: { path: path ?? '', check: false },
      enabled: path !== null,
      retry: false,
    }),
  );

/** Folders and images whose path begins so. */
export const useProposals = (path: string) =>
  useQuery(
    api.images.complete.queryOptions({
      input: { path },
      enabled: path.startsWith('/') || path.startsWith('~'),
      placeholderData: keepPreviousData,
    }),
  );
