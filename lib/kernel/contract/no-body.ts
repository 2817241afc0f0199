import { z } from 'zod';

/** No body at all: verbs that need nothing but their address. */
export const nothing = z.strictObject({});
