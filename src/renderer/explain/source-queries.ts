import { useQuery } from '@tanstack/react-query';
import { api, notifyFailure, client, announce, useFleet } from '../app';
import type { SourcePlace } from '../app';

/**
 * The text of a file. It is asked for anew whenever the fleet was read again, so what is shown is what stands on
 * disk.
 */
export function useSourceText(file: string) {
  const readAt = useFleet().data?.readAt;
  return useQuery({
    ...api.source.read.queryOptions({ input: { file } }),
    queryKey: [...api.source.read.queryKey({ input: { file } }), readAt],
    placeholderData: (before) => (before?.file === file ? before : undefined),
  });
}

/** Shows a place in the user's editor; which one is said, a failure stays on the page. */
export async function openInEditor({ file, line, column }: SourcePlace): Promise<void> {
  try {
    const { editor } = await client.source.open({
      file,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    });
    announce(`Opened in ${editor}`);
  } catch (error) {
    notifyFailure('Open in the editor')(error);
  }
}
