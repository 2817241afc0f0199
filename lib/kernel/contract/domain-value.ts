import type { z } from 'zod';

/** A value of the domain in an answer: typed as the domain has it, while its schema says the outline. */
export function domainValue<T>(outline: z.ZodType): z.ZodType<T, T> {
  return outline as unknown as z.ZodType<T, T>;
}
