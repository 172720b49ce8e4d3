import type { SearchOperation } from '../contract.js';
import { REGION_CLAUSE } from '../fields/clauses.js';
import { matchesCriteria, parseCriteria } from './criteria.js';
import { answer, toQueries } from './answer.js';
import { findInput, type FindInput, parse } from './input.js';

export const find: SearchOperation<FindInput> = {
  kind: 'search',
  name: 'find',
  group: 'inspect',
  summary: 'Base images by family and version, and own AMIs by name or tag',
  usage: '/ami find <words> [in <region>]',
  help: [
    'Words that name a family (Ubuntu, Debian, Fedora, Red Hat, Amazon Linux, Windows) find its base images, newest first: by the account that publishes them or by the parameters in which AWS names them, never by their name alone. A version and an architecture narrow them.',
    'Own AMIs are found by words of their name, description, tags or ID, in all accounts and Regions of the configuration. All words must match. An AMI of your own with everything installed starts sooner than a base image that installs it by user data.',
    'A virtual machine from elsewhere becomes an AMI with /ami import.',
  ],
  examples: ['/ami find ubuntu 24.04 arm64', '/ami find amazon linux 2023 in eu-west-1', '/ami find Team=payments'],
  grammar: {
    subject: {
      field: 'words',
      takes: 'list',
      required: true,
      label: 'What to find',
      hint: 'A family and version, or words of a name or tag.',
      placeholder: 'ubuntu 24.04 arm64',
    },
    clauses: [REGION_CLAUSE],
  },
  input: findInput,
  parse,
  queries: toQueries,
  matches: ({ words }, image) => matchesCriteria(parseCriteria(words), image),
  answer,
};
