import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { summarizeEncryption } from '../findings/encryption.js';
import { info, warning } from '../findings/build.js';
import { productCodeFindings } from '../findings/product-codes.js';
import { deprecationFindings } from '../findings/lifecycle.js';
import { trustFindings } from '../findings/ownership.js';
import { truncate } from '../../model/format.js';

/** What a user of the AMI should know. An answer refuses nothing. */
export function findings(facts: Facts, directory: Directory): readonly Finding[] {
  const { image } = facts;
  return [
    ...stateFindings(facts),
    ...trustFindings(image, directory),
    ...deprecationFindings(image, facts.observedAt),
    ...productCodeFindings(image),
    ...(image.public && image.ownerId === image.account ? [PUBLIC_IMAGE] : []),
    ...(image.virtualizationType === 'paravirtual' ? [PARAVIRTUAL] : []),
    ...(image.rootDeviceType === 'instance-store' ? [INSTANCE_STORE] : []),
    ...keyFindings(facts),
  ];
}

const PUBLIC_IMAGE = warning(
  'image-public',
  'The AMI is public: every account can launch it and create volumes from its snapshots.',
  {
    fix: 'Make it private if this is not intended.',
  },
);

const PARAVIRTUAL = warning('paravirtual', 'The AMI is paravirtual: no current instance type runs it.', {
  fix: 'Use an HVM AMI: the same or better performance.',
});

const INSTANCE_STORE = warning('instance-store', 'The AMI is backed by instance store, which AWS no longer develops.', {
  fix: 'Make an EBS-backed AMI from an instance.',
});

function stateFindings({ image }: Facts): readonly Finding[] {
  if (image.state === 'available') return [];
  return [warning('not-launchable', `Nothing can be launched from the AMI: it is ${truncate(image.state, 40)}.`)];
}

/** Says now what would be refused later. */
function keyFindings(facts: Facts): readonly Finding[] {
  return summarizeEncryption(facts).keys.flatMap(({ name, key }) => {
    if (!key.known) return [];
    if (key.value.manager === 'AWS') {
      return info('aws-managed-key', `Under ${truncate(name)}, an AWS managed key, the AMI cannot be shared.`, {
        fix: 'A copy that is “encrypted with” a customer managed key can be.',
        subject: name,
      });
    }
    return key.value.enabled
      ? []
      : warning('key-disabled', `The key ${truncate(name)} is disabled: the AMI cannot be launched.`, {
          subject: name,
        });
  });
}
