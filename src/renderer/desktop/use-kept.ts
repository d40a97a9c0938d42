import { useMemo } from 'react';

/** The same object as before while it says the same, so that what rests on it is not drawn again. For small plain data. */
export function useKept<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the text stands for the value
  return useMemo(() => value, [text]);
}
