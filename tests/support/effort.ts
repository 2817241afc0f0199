/**
 * How much of a processor this process has taken so far, in milliseconds: unlike the time on the clock it does not grow
 * while others are busy.
 */
export function effort(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
