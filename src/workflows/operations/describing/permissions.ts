import type { Directory } from '../../facts/directory.js';
import type { Facts, PublicAccessBlock } from '../../facts/facts.js';
import { granteesLabel } from '../planning/evidence.js';
import { includes } from '../planning/grantee.js';
import { backingOf, because, observed } from '../planning/observed.js';
import { isOwn } from '../planning/ownership.js';
import type { Row } from './section.js';

/** Who may launch the AMI, and who may copy it. */
export function permissionRows(facts: Facts, directory: Directory): readonly Row[] {
  const { image } = facts;
  const launch = observed(facts.launchPermissions);
  const mayLaunch =
    launch.known && includes(launch.value, { kind: 'public' })
      ? `${granteesLabel(launch, directory)}, its owner`
      : granteesLabel(launch, directory);
  const copying = backingOf(facts).map(({ snapshotId, permissions }): Row => [
    `May copy ${snapshotId}`,
    granteesLabel(permissions, directory),
  ]);
  return [
    ['Access', access(facts)],
    // Of somebody else's public AMI there is nothing more to know.
    ['May launch it', image.public && !isOwn(image) ? undefined : mayLaunch],
    ...(isOwn(image) ? copying : []),
    ['New public AMIs', publicAccess(facts)],
  ];
}

/** The three kinds that people know, and the fourth that came later. */
function access({ image, launchPermissions }: Facts): string {
  if (image.public) return 'public: everybody can launch it';
  if (!isOwn(image)) return 'shared by its owner';
  const launch = observed(launchPermissions);
  if (!launch.known) return 'private';
  if (launch.value.length === 0) return 'private: owner only';
  const organizations = launch.value.some(({ kind }) => kind === 'organization' || kind === 'ou');
  return organizations
    ? 'private: owner, and certain organizations, OUs or accounts'
    : 'private: owner, and certain accounts';
}

function publicAccess({ publicAccess: fact, image }: Facts): string | undefined {
  if (!isOwn(image)) return undefined;
  const block = observed(fact);
  return block.known ? blockLabel(block.value) : `not known: ${because(block)}`;
}

function blockLabel({ state, managedBy }: PublicAccessBlock): string {
  const by = managedBy === 'declarative-policy' ? ' (by a policy of the organization)' : '';
  return state === 'unblocked' ? `may be made here${by}` : `blocked in this account and Region${by}`;
}
