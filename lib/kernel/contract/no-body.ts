import { z } from 'zod';

/** No body at all: actions that need nothing but their address. */
export const nothing = z.strictObject({});
