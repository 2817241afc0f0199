/**
 * The rooms of the house, lowest first: a room imports only from rooms above it in this list. tests/rules plants a
 * violation of each rule and demands that it is found.
 */
const ROOMS = [
  'kernel',
  'layout',
  'platform',
  'audit',
  'runs',
  'people',
  'sources',
  'editorial',
  'discovery',
  'exchange',
  'notices',
  'desk',
  'admin',
  'api',
];
const DOORS = ['cli', 'worker'];

/** It names the types of JSON columns, which the rooms that keep them say. */
const NAMES_TYPES = '^lib/platform/database/tables[.]ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const inRoom = (names) => `^lib/(${names.join('|')})/`;

const directions = ROOMS.map((room, at) =>
  rule(
    `${room}-imports-downwards`,
    `lib/${room} imports only ${at ? ROOMS.slice(0, at).join(', ') : 'itself'}.`,
    { path: `^lib/${room}/`, pathNot: NAMES_TYPES },
    { path: `^(app|components)/|${inRoom([...ROOMS.slice(at + 1), ...DOORS])}` },
  ),
);

/** A folder of this name in any room. */
const floor = (name) => `^lib/.*/${name}/`;
const parts = '^lib/.*/actions/parts/';
const actions = '^lib/.*/actions/[^/]+$';

export default {
  forbidden: [
    ...directions,
    rule(
      'tables-name-types-only',
      'The types of the tables run nothing of the rooms above them.',
      { path: NAMES_TYPES },
      { path: inRoom(ROOMS.slice(ROOMS.indexOf('platform') + 1)), dependencyTypesNot: ['type-only'] },
    ),
    rule('no-circles', 'No file needs itself, however long the way.', {}, { circular: true }),
    rule(
      'kernel-is-pure',
      'The ground floor imports nothing, not even from npm.',
      { path: '^lib/kernel/', pathNot: '^lib/kernel/contract/' },
      { pathNot: '^lib/kernel/' },
    ),
    rule(
      'layout-is-pure',
      'The layout is text in and values out; it runs in the browser too.',
      { path: '^lib/layout/', pathNot: '^lib/layout/formats/schemas/' },
      { pathNot: '^lib/(kernel|layout)/' },
    ),
    rule(
      'published-schemas-are-shapes',
      'The schemas of the other formats are zod alone.',
      { path: '^lib/layout/formats/schemas/' },
      { pathNot: '^lib/(kernel|layout)/|(^|/)node_modules/zod/' },
    ),
    rule(
      'rules-are-pure',
      'Rules decide by values alone: no database, no request, nothing from npm.',
      { path: floor('rules') },
      { pathNot: `^lib/(kernel|layout)/|${floor('rules')}` },
    ),
    rule(
      'contracts-are-shapes',
      'A contract says what goes in and out, with zod. It looks nothing up.',
      { path: floor('contract') },
      { pathNot: `^lib/kernel/|${floor('(rules|contract)')}|(^|/)node_modules/zod/` },
    ),
    rule(
      'audit-events-are-values',
      'What is said of audit events is zod and words.',
      { path: '^lib/audit/', pathNot: '^lib/audit/store/' },
      { pathNot: '^lib/(kernel|audit)/|(^|/)node_modules/zod/' },
    ),
    rule(
      'store-knows-no-reader',
      'What writes rows does not call what shapes them for screens, nor a verb.',
      { path: floor('store') },
      { path: floor('(queries|actions)') },
    ),
    rule('queries-change-nothing', 'What reads calls no verb.', { path: floor('queries') }, { path: floor('actions') }),
    rule(
      'no-action-calls-an-action',
      'An action decides and commits once: it is made of parts, which run inside its transaction. The steps of a ' +
        'run are committed one by one.',
      { path: actions, pathNot: '/actions/(carry-out-(run|import|bulk|export)|run-target-now|load-sample)[.]ts$' },
      {
        path: actions,
        pathNot: '^lib/runs/actions/(hold-claim|run-record|run-context)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'no-part-calls-an-action',
      'What actions are made of commits nothing by itself.',
      { path: parts },
      { path: actions, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-door-imports-a-door',
      'app, the command line and the worker are doors.',
      { path: inRoom(DOORS) },
      { path: '^(app|components)/' },
    ),
    rule(
      'app-stays-a-door',
      'Pages do not reach into the command line or the worker.',
      { path: '^(app|components)/' },
      { path: inRoom(DOORS) },
    ),
    rule(
      'cli-and-worker-apart',
      'The command line and the worker do not reach into each other.',
      { path: '^lib/worker/' },
      { path: '^lib/cli/' },
    ),
    rule(
      'prisma-in-the-platform',
      'Prisma is reached through lib/platform/database alone.',
      { path: '^(app|components|lib)/', pathNot: '^lib/platform/database/' },
      { path: ['(^|/)node_modules/(@prisma|prisma)/', '^lib/platform/database/generated/'] },
    ),
    rule(
      'no-framework-below-doors',
      'Nothing below a door sees Next, React or a session.',
      { path: '^lib/', pathNot: inRoom(DOORS) },
      { path: '(^|/)node_modules/(next|next-auth|react|react-dom)/' },
    ),
    rule(
      'editor-model-is-pure',
      'What becomes of a text is decided by values alone: no React, no page, no request. The form comes as a ' +
        'value, too.',
      { path: '^components/entry-editor/model(/|[.]ts$)' },
      {
        pathNot: `^components/entry-editor/(model/|form/entry-text[.]ts$)|^lib/kernel/|${floor('rules')}`,
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'components-see-no-server',
      'Components get values; they do not read the store.',
      { path: '^components/' },
      {
        path: `^lib/(platform|runs|exchange|people/sign-in)/|${floor('(store|actions)')}`,
        pathNot: `${floor('(contract|rules|queries)')}`,
        dependencyTypesNot: ['type-only'],
      },
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
