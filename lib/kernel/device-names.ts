/** Names that mean devices on Windows, in any case and with any ending; small raised digits count as digits there. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?: *\.| *$)/i;

/** Whether a name of a file or folder means a device on some system. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}
