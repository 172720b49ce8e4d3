import type { SearchOperation } from '../contract.js';
import { REGION_CLAUSE, ACCOUNT_CLAUSE } from '../fields/clauses.js';
import { answer, toListQueries } from './answer.js';
import { listInput, type ListInput, parse } from './input.js';

export const list: SearchOperation<ListInput> = {
  kind: 'search',
  name: 'list',
  group: 'inspect',
  summary: 'The AMIs of the accounts in the directory',
  usage: '/ami list [stale|shared|public] [in <region>] [of <account>]',
  help: [
    'Lists own AMIs, newest first, ten at a time, including deprecated and disabled ones. “stale” lists those that the last scan found unused and that are not exempted, the costliest first, “shared” those that other accounts may launch, “public” those that every account may.',
  ],
  examples: ['/ami list', '/ami list stale', '/ami list shared of images', '/ami list public in eu-west-1'],
  grammar: {
    subject: { field: 'which', takes: 'word', required: false, label: 'Which', placeholder: 'stale' },
    clauses: [REGION_CLAUSE, ACCOUNT_CLAUSE],
  },
  input: listInput,
  parse,
  queries: toListQueries,
  matches: ({ which }, image) => which !== 'public' || image.public,
  filter: ({ which }) => (which === 'public' ? undefined : which),
  answer,
};
