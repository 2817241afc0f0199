/** Something to wait for that others ring. A ring that comes while nobody waits is heard at the next wait. */
export type Bell = { ring(): void; heard(withinMs: number): Promise<void> };

/** A bell that also rings, for ever, once `stopped` aborts. */
export function bell(stopped: AbortSignal): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    rung = true;
    wake?.();
  };
  stopped.addEventListener('abort', ring, { once: true });
  return {
    ring,
    async heard(withinMs) {
      if (!rung && !stopped.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wake = undefined;
      rung = false;
    },
  };
}
