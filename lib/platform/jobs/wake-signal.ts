/** A wait that others can end. A notification that comes while nobody waits ends the next wait at once. */
export type WakeSignal = { notify(): void; wait(withinMs: number): Promise<void> };

/** A signal that is also notified, for good, once `stopped` aborts. */
export function wakeSignal(stopped: AbortSignal): WakeSignal {
  let wasNotified = false;
  let wake: (() => void) | undefined;
  const notify = () => {
    wasNotified = true;
    wake?.();
  };
  stopped.addEventListener('abort', notify, { once: true });
  return {
    notify,
    async wait(withinMs) {
      if (!wasNotified && !stopped.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wake = undefined;
      wasNotified = false;
    },
  };
}
