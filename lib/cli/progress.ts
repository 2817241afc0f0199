/** A line on a terminal that says how far long work is. Silent where standard error is not a terminal. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): { show(text: string): void; clear(): void } {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let shownAt = 0;
  return {
    show(text) {
      const now = Date.now();
      if (now - shownAt < 100) return;
      shownAt = now;
      stream.write(`\r\u001b[K${text}`);
    },
    clear: () => void stream.write('\r\u001b[K'),
  };
}
