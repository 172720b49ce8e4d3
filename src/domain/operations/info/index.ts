import type { ReadOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, REGION_CLAUSE } from '../fields/clauses.js';
import { answer } from './answer.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';

export const info: ReadOperation<ImageInput> = {
  kind: 'read',
  name: 'info',
  group: 'inspect',
  summary: 'Everything an AMI stores, and how it may be used',
  usage: '/ami info <ami> [in <region>]',
  help: [
    'Shows what an AMI stores (boot volume, data volumes, permissions, block device mapping) and what follows from it: what it runs on, who may use it, whether it can be trusted, what uses it, what it costs. Nothing is changed, and no approval is needed.',
    'An AMI is seen in its own Region only. Without “in”, every configured Region and account is searched.',
  ],
  examples: ['/ami info ami-1234567890abcdef0', '/ami info ami-123 in eu-west-1'],
  grammar: { subject: AMI_FIELD, clauses: [REGION_CLAUSE] },
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({
    snapshots: true,
    launchPermissions: true,
    volumePermissions: true,
    references: true,
    usageElsewhere: 'all-grantees',
    keys: true,
    publicAccess: true,
    recycleBin: true,
  }),
  answer,
};
