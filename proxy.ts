import { type NextRequest, NextResponse } from 'next/server';

/**
 * Tells pages which address was asked for, which a server component cannot see, so that signing in
 * leads back to it. It guards nothing: rights are checked where data is read.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set('x-dateline-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ['/((?!_next/|api/|news/|sign-in|setup|favicon).*)'] };
