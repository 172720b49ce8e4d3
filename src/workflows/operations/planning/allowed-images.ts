import { accountLabel, canActIn, type Directory } from '../../facts/directory.js';
import type { AllowedImages, Facts } from '../../facts/facts.js';
import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import { open, warning } from './finding.js';
import { because, observed, own } from './observed.js';

/**
 * Whether accounts that are to use an AMI can see it at all. An account that has Allowed AMIs enabled sees, copies and
 * launches only what meets its criteria. Where the bot has no role nothing is said: nobody expects it to know.
 * (EC2 User Guide, "Control the discovery and use of AMIs with Allowed AMIs")
 */
export function allowedImagesFindings(
  accounts: readonly string[],
  facts: Facts,
  directory: Directory,
): readonly Finding[] {
  return accounts
    .filter((account) => account !== facts.image.ownerId && canActIn(directory, account))
    .flatMap((account) => findingsIn(account, facts, directory));
}

function findingsIn(account: string, { image, allowedImages }: Facts, directory: Directory): readonly Finding[] {
  const label = accountLabel(directory, account);
  const settings = observed(own(allowedImages, account));
  if (!settings.known) {
    return [
      open(
        'allowed-amis-unknown',
        `Whether Allowed AMIs keep ${label} from using it is not known: ${because(settings)}.`,
        {
          subject: account,
        },
      ),
    ];
  }
  switch (verdictOf(settings.value, image)) {
    case 'allowed':
      return [];
    case 'not-allowed':
      return [
        warning(
          'outside-allowed-amis',
          `${label} has Allowed AMIs enabled in ${image.region}, and AMIs of ${accountLabel(directory, image.ownerId)} are not among them: it can neither see nor launch nor copy this one.`,
          { fix: `Have ${image.ownerId} added to the providers of its Allowed AMIs first.`, subject: account },
        ),
      ];
    case 'unknown':
      return [
        open(
          'allowed-amis-unknown',
          `${label} has Allowed AMIs enabled in ${image.region}, with conditions on name, age or product code besides the owner. Whether this AMI meets them is not known.`,
          { subject: account },
        ),
      ];
  }
}

type Allowance = 'allowed' | 'not-allowed' | 'unknown';

/** One criterion that is met is enough; without any, no AMI of others is allowed. */
function verdictOf({ state, criteria }: AllowedImages, { ownerId, ownerAlias }: Image): Allowance {
  if (state !== 'enabled') return 'allowed';
  const owners = [ownerId, ...(ownerAlias === undefined ? [] : [ownerAlias])];
  const possible = criteria.filter(
    ({ providers }) => providers.length === 0 || providers.some((provider) => owners.includes(provider)),
  );
  if (possible.length === 0) return 'not-allowed';
  return possible.some(({ hasOtherConditions }) => !hasOtherConditions) ? 'allowed' : 'unknown';
}
