import type { z } from 'zod';

/** A value of the domain in an answer: typed as the domain has it, while its schema says the outline. */
export function domainValue<T, In = T>(outline: z.ZodType): z.ZodType<T, In> {
  // What is answered is typed where it is made; zod has no way to say a type whose schema is wider.
  return outline as unknown as z.ZodType<T, In>;
}
