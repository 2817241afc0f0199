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
  // Readable pages and exact files share one tree of addresses; a segment of Next is either a page or a handler.
  async rewrites() {
    const tree = [
      '/:path(news/.+\\.(?:md|html|json|xml))',
      '/:path((?:opinion|faq)/.+\\.md)',
      '/:path(index\\.(?:md|html|json|xml)|rss\\.xml|atom\\.xml|sitemap\\.xml|changes\\.json|style\\.css)',
      '/:path(sitemap/\\d{4}-\\d{2}\\.xml|changes/\\d+\\.json)',
    ];
    return tree.map((source) => ({ source, destination: '/api/tree/:path' }));
  },
};
