/** The time of day in the reader's zone, with the date where it was not today. */
export function clockTime(at: string | number, now = new Date()): string {
  const instant = new Date(at);
  const time = instant.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return instant.toDateString() === now.toDateString()
    ? time
    : `${time} on ${instant.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`;
}
