import { useCallback, useEffect, useState } from "react";
import { ask } from "./api.ts";

export interface Asked<T> {
  readonly value: T | undefined;
  readonly error: string | undefined;
  readonly reload: () => void;
}

/** What a route answers, asked again every `everyMs`. The last answer stays while a new one is on its way. */
export function useAsk<T>(path: string, everyMs: number): Asked<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<string>();
  const reload = useCallback(() => {
    ask<T>(path).then(
      (answer) => {
        setValue(answer);
        setError(undefined);
      },
      (reason: unknown) => setError(messageOf(reason)),
    );
  }, [path]);
  useEffect(() => {
    reload();
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);
  return { value, error, reload };
}

export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
