import { useQuery } from '@tanstack/react-query';
import { api } from '../app';

/** Who can read what, without any content. Asked again after gestures and changes of the fleet's files. */
export const useSecrets = (enabled: boolean) => useQuery(api.secrets.list.queryOptions({ enabled }));

/** When each secret got its value, and when it is due. */
export const useSecretAges = () => useQuery(api.secrets.ages.queryOptions());

/** What was replaced and can be brought back. */
export const useKeptSecrets = () => useQuery(api.secrets.kept.queryOptions());

/** Credentials in clear in the fleet's source. */
export const useLeaks = (enabled: boolean) => useQuery(api.secrets.leaks.queryOptions({ enabled }));
