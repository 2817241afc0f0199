/**
 * The floors of the house: imports run downwards only. tests/rules plants a violation of each and demands that it is
 * found.
 */
const below = {
  domain: [],
  api: [],
  layout: ['domain'],
  schemas: ['domain'],
  audit: ['domain'],
  store: ['domain', 'audit', 'layout', 'schemas'],
  archive: ['domain', 'audit', 'layout', 'schemas', 'store'],
  auth: ['domain', 'audit', 'schemas', 'store'],
  notices: ['domain', 'audit', 'schemas', 'store', 'auth'],
  evidence: ['domain', 'store', 'notices'],
  queries: ['domain', 'audit', 'layout', 'schemas', 'store', 'archive'],
  actions: ['domain', 'audit', 'layout', 'schemas', 'store', 'archive', 'auth', 'queries'],
};

const floors = Object.entries(below).map(([floor, allowed]) => ({
  name: `${floor}-imports-downwards`,
  comment: `lib/${floor} imports only ${allowed.length ? allowed.map((name) => `lib/${name}`).join(', ') : 'itself'}.`,
  severity: 'error',
  from: { path: `^lib/${floor}/` },
  to: { path: '^(lib|app|components)/', pathNot: [`^lib/${floor}/`, ...allowed.map((name) => `^lib/${name}/`)] },
}));

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    ...floors,
    rule(
      'no-action-calls-an-action',
      'An action decides and commits once: it is made of lib/actions/parts, which run inside its transaction. The steps of a run are committed one by one.',
      { path: '^lib/actions/[^/]+$', pathNot: '^lib/actions/(carry-out-(run|import)|run-target-now)[.]ts$' },
      {
        path: '^lib/actions/[^/]+$',
        pathNot: '^lib/actions/(hold-claim|run-record|workplace)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'no-part-calls-an-action',
      'What actions are made of commits nothing by itself.',
      { path: '^lib/actions/parts/' },
      { path: '^lib/actions/[^/]+$', dependencyTypesNot: ['type-only'] },
    ),
    rule('no-circles', 'No file needs itself, however long the way.', {}, { circular: true }),
    rule(
      'domain-is-pure',
      'The ground floor imports nothing, not even from npm.',
      { path: '^lib/domain/' },
      { pathNot: '^lib/domain/' },
    ),
    rule(
      'layout-is-pure',
      'The layout is text in and values out; it runs in the browser too.',
      { path: '^lib/layout/', pathNot: '^lib/layout/sister/schemas/' },
      { pathNot: '^lib/(domain|layout)/' },
    ),
    rule(
      'published-schemas-are-shapes',
      'The schemas of the sister formats are zod alone.',
      { path: '^lib/layout/sister/schemas/' },
      { pathNot: '^lib/(domain|layout)/|(^|/)node_modules/zod/' },
    ),
    rule(
      'schemas-are-shapes',
      'Schemas check shape and look nothing up.',
      { path: '^lib/schemas/' },
      { pathNot: '^lib/(domain|schemas)/|(^|/)node_modules/zod/' },
    ),
    rule(
      'audit-events-are-values',
      'What is said of audit events is zod and words.',
      { path: '^lib/audit/' },
      { pathNot: '^lib/(domain|audit)/|(^|/)node_modules/zod/' },
    ),
    rule(
      'no-door-imports-a-door',
      'app, the command line and the worker are doors.',
      { path: '^lib/(cli|jobs)/' },
      { path: '^(app|components)/' },
    ),
    rule(
      'app-stays-a-door',
      'Pages do not reach into the command line or the worker.',
      { path: '^(app|components)/' },
      { path: '^lib/(cli|jobs)/' },
    ),
    rule(
      'cli-and-jobs-apart',
      'The command line and the worker do not reach into each other.',
      { path: '^lib/jobs/' },
      { path: '^lib/cli/' },
    ),
    rule(
      'prisma-in-store-and-queries',
      'Only the store and the queries see Prisma.',
      { path: '^(app|components|lib)/', pathNot: '^lib/(store|queries)/' },
      { path: ['(^|/)node_modules/(@prisma|prisma)/', '^lib/platform/database/generated/'] },
    ),
    rule(
      'no-framework-below-doors',
      'Nothing below a door sees Next, React or a session.',
      { path: '^lib/', pathNot: '^lib/(cli|jobs)/' },
      { path: '(^|/)node_modules/(next|next-auth|react|react-dom)/' },
    ),
    rule(
      'editor-model-is-pure',
      'What becomes of a text is decided by values alone: no React, no page, no request. The form comes as a value, too.',
      { path: '^components/entry-editor/model(/|[.]ts$)' },
      {
        pathNot: '^components/entry-editor/(model/|form/entry-text[.]ts$)|^lib/domain/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'components-see-no-server',
      'Components get values; they do not read the store.',
      { path: '^components/' },
      { path: '^lib/(store|archive|actions|auth)/', dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/platform/database/generated/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
