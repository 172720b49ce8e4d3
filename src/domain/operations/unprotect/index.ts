import type { ChangeOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';
import { plan } from './plan.js';

export const unprotect: ChangeOperation<ImageInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'protect' },
  calls: ['DisableImageDeregistrationProtection'],
  name: 'unprotect',
  group: 'lifecycle',
  summary: 'Allow the deregistration of a protected AMI',
  usage: '/ami unprotect <ami>',
  help: [
    'Turns the protection from deregistration off. Nothing is deregistered by that.',
    'A protection with a cooldown lasts 24 hours longer: the answer says until when. Undo turns it on again, including the cooldown.',
  ],
  examples: ['/ami unprotect ami-1234567890abcdef0', '/ami unprotect ami-123 because the audit is over'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({ references: true, launchPermissions: true, usageElsewhere: 'all-grantees' }),
  plan,
};
