import { useQuery } from '@tanstack/react-query';
import { api } from '../app';

/** Who can read what, without any content. Asked again after gestures and changes of the fleet's files. */
export const useSecrets = (enabled: boolean) => useQuery(api.secrets.list.queryOptions({ enabled }));
