import type { NextRequest } from 'next/server';
import { methodNotAllowed, notFound } from '../../v1/problem.ts';
import { askNextAuth } from '../ask-next-auth.ts';
import { readSignIn } from '../read-sign-in.ts';
import { allowedMethods } from '../sign-in-actions.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

/** Only the ways to sign in and out that are in use answer; what else next-auth has below this address is not there. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  const allowed = allowedMethods(nextauth);
  if (!allowed) return notFound();
  if (!allowed.includes(request.method === 'HEAD' ? 'GET' : request.method)) return methodNotAllowed(allowed);
  const read = await readSignIn(request);
  return read.ok ? askNextAuth(request, nextauth, read.value) : read.error;
}

export { handler as DELETE, handler as GET, handler as OPTIONS, handler as PATCH, handler as POST, handler as PUT };
