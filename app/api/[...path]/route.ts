import { notFound } from '../v1/problem.ts';

/** Whatever is asked of the API at an address that it does not have is answered in its own form. */
const handler = (): Response => notFound();

export { handler as DELETE, handler as GET, handler as OPTIONS, handler as PATCH, handler as POST, handler as PUT };
