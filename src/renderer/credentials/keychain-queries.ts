import { useQuery } from '@tanstack/react-query';
import { api } from '../app';

/** While something is to be mended outside, ask again so often. In milliseconds. */
const ASK_AGAIN_MS = 5_000;

export const useCredentials = () => useQuery(api.credentials.list.queryOptions());

/** Asked again when the window is looked at; an open keychain is left in peace meanwhile. */
export const useKeychainStatus = () =>
  useQuery(
    api.credentials.status.queryOptions({
      refetchOnWindowFocus: 'always',
      refetchInterval: ({ state: { data } }) =>
        data && ['locked', 'absent', 'timeout'].includes(data.state) ? ASK_AGAIN_MS : false,
    }),
  );
