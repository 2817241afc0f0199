import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { signInOptions } from '../options.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = (request: NextRequest, context: Context): Promise<Response> => NextAuth(request as never, context as never, signInOptions(request));

export { handler as GET, handler as POST };
