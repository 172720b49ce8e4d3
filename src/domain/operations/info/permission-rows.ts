import type { Directory } from '../../model/directory.js';
import type { Facts, PublicAccessBlock } from '../../model/facts.js';
import { granteesLabel } from '../evidence.js';
import { hasGrantee } from '../../model/grantee.js';
import { backingSnapshots, reasonText, orNotObserved } from '../../model/observed-facts.js';
import { isOwnedHere } from '../findings/ownership.js';
import type { Row } from '../report-section.js';

/** Who may launch the AMI, and who may copy it. */
export function permissionRows(facts: Facts, directory: Directory): readonly Row[] {
  const { image } = facts;
  const launch = orNotObserved(facts.launchPermissions);
  const mayLaunch =
    launch.known && hasGrantee(launch.value, { kind: 'public' })
      ? `${granteesLabel(launch, directory)}, its owner`
      : granteesLabel(launch, directory);
  const copying = backingSnapshots(facts).map(({ snapshotId, permissions }): Row => [
    `May copy ${snapshotId}`,
    granteesLabel(permissions, directory),
  ]);
  return [
    ['Access', access(facts)],
    // Nothing more is known of a public AMI of another owner.
    ['May launch it', image.public && !isOwnedHere(image) ? undefined : mayLaunch],
    ...(isOwnedHere(image) ? copying : []),
    ['New public AMIs', publicAccess(facts)],
  ];
}

/** The three well-known kinds of grantee, and the fourth, which was added later. */
function access({ image, launchPermissions }: Facts): string {
  if (image.public) return 'public: every account can launch it';
  if (!isOwnedHere(image)) return 'shared by its owner';
  const launch = orNotObserved(launchPermissions);
  if (!launch.known) return 'private';
  if (launch.value.length === 0) return 'private: owner only';
  const organizations = launch.value.some(({ kind }) => kind === 'organization' || kind === 'ou');
  return organizations
    ? 'private: owner, and certain organizations, OUs or accounts'
    : 'private: owner, and certain accounts';
}

function publicAccess({ publicAccess: fact, image }: Facts): string | undefined {
  if (!isOwnedHere(image)) return undefined;
  const block = orNotObserved(fact);
  return block.known ? blockLabel(block.value) : `unknown: ${reasonText(block)}`;
}

function blockLabel({ state, managedBy }: PublicAccessBlock): string {
  const by = managedBy === 'declarative-policy' ? ' (by a policy of the organization)' : '';
  return state === 'unblocked' ? `may be made here${by}` : `blocked in this account and Region${by}`;
}
