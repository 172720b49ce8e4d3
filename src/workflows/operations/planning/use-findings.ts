import type { Finding } from '../../plan/types.js';
import { info, open, warning } from './finding.js';
import { because } from './observed.js';
import { referenceNames, type UseInPlace } from './use.js';

/** What it means that an AMI which is to be taken away is, or may be, in use. `account`: the owner's. */
export function useFindings(uses: readonly UseInPlace[], account: string): readonly Finding[] {
  return uses.flatMap((place) => useFinding(place, account));
}

function useFinding({ where, label, use }: UseInPlace, account: string): readonly Finding[] {
  const here = where === account;
  if (!use.known) {
    const code = here ? 'use-unknown' : 'use-elsewhere-unknown';
    return [
      open(code, `Whether ${label} uses the AMI is not known: ${because(use)}. It counts as used.`, {
        fix: here
          ? 'Give the bot the right to look, then ask again.'
          : 'Ask them, or give the bot a role there that may look.',
        subject: where,
      }),
    ];
  }
  if (use.value.length === 0) return [];
  const text = `In use in ${label}: ${referenceNames(use.value)}. What launches from it will fail.`;
  return [
    warning(here ? 'in-use' : 'in-use-elsewhere', text, { fix: 'Move them to another AMI first.', subject: where }),
  ];
}

export const USE_NOT_COVERED = info(
  'use-not-covered',
  'Not looked at: Spot and EC2 Fleet requests, AWS Batch, EMR, Elastic Beanstalk, EKS node classes, and texts such as Terraform or CloudFormation.',
);
