/** Headers for every page: nothing of ours runs in a frame, and only our own scripts and styles load. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

/** @type {import('next').NextConfig} */
export default {
  // A second checkout of the running site (tests, a trial build) must not share its build folder.
  distDir: process.env.DATELINE_DIST || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // npm test checks the types of everything; a start should not wait for it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pg-boss', 'pino'],
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
  // Readable pages and exact Markdown share one tree of addresses; a segment of Next is either a page or a handler.
  async rewrites() {
    return [{ source: '/news/:path(.+\\.md)', destination: '/api/news/:path' }];
  },
  async headers() {
    return [{ source: '/:path*', headers: securityHeaders }];
  },
};
