import { useQuery } from '@tanstack/react-query';
import { api } from './queries';

/** Terminals that are open, for the rail. */
export function useTerminalCount(): number {
  return (
    useQuery(api.terminals.list.queryOptions()).data?.filter(({ state }) => state === 'open').length ?? 0
  );
}
