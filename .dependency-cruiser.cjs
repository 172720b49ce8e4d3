/*
 * The import rules of docs/architecture.md as a failing build. Each folder lists what it may import; everything else is
 * refused. Type imports count like any other import.
 */

const DOMAIN = '^src/domain/';
const PORTS = '^src/workflows/ports/';
const WORKFLOWS = '^src/workflows/';
const BLOCKS = '^src/listeners/blocks/';

/** The path of a package, wherever npm has put it. */
function packages(...names) {
  return `^node_modules/(@types/)?(${names.join('|')})/`;
}

/** Files in `from` may import only what `allowed` lists. */
function only(name, comment, from, allowed) {
  return { name, comment, severity: 'error', from, to: { pathNot: allowed } };
}

module.exports = {
  forbidden: [
    only('domain', 'The domain is pure: it imports itself and pure packages.', { path: DOMAIN }, [
      DOMAIN,
      packages('zod', 'date-fns', 'fastest-levenshtein', 'croner'),
      '^crypto$',
    ]),
    only('workflows', 'Use cases know neither Slack nor the AWS SDK nor Node.js.', { path: WORKFLOWS }, [
      WORKFLOWS,
      DOMAIN,
      packages('zod', 'date-fns'),
    ]),
    only('ports', 'Ports know the domain only.', { path: PORTS }, [PORTS, DOMAIN]),
    only('blocks', 'Block Kit is pure: domain types and the types of Slack.', { path: BLOCKS }, [
      BLOCKS,
      DOMAIN,
      WORKFLOWS,
      packages('@slack/types', 'zod', 'date-fns'),
    ]),
    {
      name: 'blocks-take-types-only',
      comment: 'Of the use cases, Block Kit knows the types of their results.',
      severity: 'error',
      from: { path: BLOCKS },
      to: { path: WORKFLOWS, pathNot: '^src/workflows/ports/errors[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    only(
      'listeners',
      'Slack on one side, use cases and ports on the other.',
      { path: '^src/listeners/', pathNot: BLOCKS },
      ['^src/listeners/', WORKFLOWS, DOMAIN, packages('@slack/[^/]+', 'zod', 'date-fns')],
    ),
    only('aws', 'The AWS SDK on one side, ports and domain types on the other.', { path: '^src/aws/' }, [
      '^src/aws/',
      DOMAIN,
      PORTS,
      packages('@aws-sdk/[^/]+', '@aws-crypto/[^/]+', '@smithy/[^/]+', 'zod'),
      '^(crypto|stream(/consumers)?|timers/promises)$',
    ]),
    only('config', 'The configuration gives domain types.', { path: '^src/config/' }, [
      '^src/config/',
      DOMAIN,
      packages('zod', 'yaml', 'fastest-levenshtein'),
      '^fs/promises$',
    ]),
    only(
      'composition',
      'Wires use cases and listeners; opens nothing.',
      { path: '^src/composition/(steward|digests)[.]ts$' },
      ['^src/composition/digests[.]ts$', '^src/listeners/', WORKFLOWS, DOMAIN, packages('@slack/[^/]+')],
    ),
    {
      name: 'aws-sdk-only-in-aws',
      comment: 'The AWS SDK is imported below src/aws and nowhere else in the product.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/aws/' },
      to: { path: packages('@aws-sdk/[^/]+', '@smithy/[^/]+', '@aws-crypto/[^/]+') },
    },
    {
      name: 'product-without-sandbox',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(sandbox|test|bench)/' },
    },
    {
      name: 'sandbox-without-tests',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'page-apart',
      comment: 'The browser page talks to the sandbox over HTTP; they share the types of page-api.ts.',
      severity: 'error',
      from: { path: '^sandbox/slack/web/' },
      to: { path: '^(src|sandbox)/', pathNot: ['^sandbox/slack/web/', '^sandbox/slack/page-api[.]ts$'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        path: '^(src|sandbox)/',
        pathNot: [
          '^(src/main|src/cli/[^/]+|src/lambda/(slack|worker)|sandbox/(main|screenshots))[.]ts$',
          '[.]d[.]m?ts$',
        ],
        orphan: true,
      },
      to: {},
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'only-declared-packages',
      comment: 'Every imported package is declared in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-packages-in-product',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'names-that-say-something',
      comment: 'A file is named after what it exports.',
      severity: 'error',
      from: { path: '(^|/)(utils?|helpers?|common|misc)([.]ts|/)' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
