import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Kept } from '../../plan/calls.js';
import type { Call, Evidence, Source, Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { carriedGrantees, carriedOf, type Carried } from '../planning/carried.js';
import { copyTo, type CopyTo } from '../planning/copy-to.js';
import { ageRow, costRow, encryptionRow, ownerRow, snapshotsRow, tagsRow } from '../planning/evidence.js';
import { granteeLabel } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { launchPermissionStep, volumePermissionStep } from '../planning/permission-steps.js';
import { planned } from '../planning/planned.js';
import { clip, listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { CopyInput } from './input.js';

/** In each Region: copy, wait until it is available, then give it what the original has. A failed copy is removed. */
export function plan(input: CopyInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const name = input.name ?? image.name;
  const carried = carriedOf(facts);
  const copies = input.regions.map((to) => copyTo(to, input, facts));
  const asName = input.name === undefined ? '' : ` as ${clip(input.name, 128)}`;
  return planned({
    operation: 'copy',
    subject: { imageId, region, account },
    title: `Copy ${imageLabel(image)} to ${listed(input.regions, 20)}${asName}`,
    steps: copies.flatMap((copy) => stepsFor(copy, { name, facts, carried, directory })),
    findings: findings({ input, name, facts, directory, carried, copies }),
    evidence: [
      sharedOnRow(carried, directory),
      encryptionRow(facts),
      ownerRow(facts, directory),
      costRow(facts),
      snapshotsRow(facts),
      ageRow(facts),
      ...tagsRow(facts),
    ],
    scope: {
      targets: input.regions.map((to) => ({ kind: 'region', region: to })),
      tags: image.tags,
      inUse: 'unknown',
      takesAway: false,
    },
  });
}

interface Material {
  readonly name: string;
  readonly facts: Facts;
  readonly carried: Carried;
  readonly directory: Directory;
}

function stepsFor({ destination, encryption }: CopyTo, { name, facts, carried, directory }: Material): readonly Step[] {
  const { region } = destination;
  const { image } = facts;
  const copyId = `copy-${region}`;
  const place = { account: image.account, region };
  const newImage: Kept = { step: copyId, keep: 'image' };
  const removal: Call = {
    name: 'DeregisterImage',
    ...place,
    input: { ImageId: newImage, DeleteAssociatedSnapshots: true },
  };
  const copy: Step = {
    id: copyId,
    title: `Copy ${image.imageId} from ${image.region} to ${region}`,
    call: {
      name: 'CopyImage',
      ...place,
      input: {
        SourceRegion: image.region,
        SourceImageId: image.imageId,
        Name: name,
        ...(image.description === '' ? {} : { Description: image.description }),
        ...encryption.parameters,
        CopyImageTags: true,
      },
    },
    until: { kind: 'image-available', imageId: newImage },
    keep: { image: { from: 'answer', field: 'ImageId' }, ...keptSnapshots(carried) },
    after: [],
    undo: [
      {
        id: `undo-${copyId}`,
        title: `Remove the copy in ${region}`,
        call: removal,
        until: { kind: 'image-gone', imageId: newImage },
      },
    ],
  };
  const shareId = `share-${region}`;
  const launchers = listed(carried.launch.map((grantee) => granteeLabel(grantee, directory)));
  const shares =
    carried.launch.length === 0
      ? []
      : [
          launchPermissionStep(
            { id: shareId, title: `Let ${launchers} launch the copy in ${region}`, after: [copyId] },
            place,
            newImage,
            'add',
            carried.launch,
          ),
        ];
  const volumes = carried.volumes.map(({ number, device, accounts }) =>
    volumePermissionStep(
      {
        id: `${shareId}-snapshot-${number}`,
        title: `Let ${listed(accounts.map((each) => granteeLabel(each, directory)))} copy the snapshot at ${clip(device, 60)} of the copy in ${region}`,
        after: [copyId, ...shares.map(({ id }) => id)],
      },
      place,
      { step: copyId, keep: `snapshot-${number}` },
      'add',
      accounts,
    ),
  );
  const cleanUp: Step = {
    id: `clean-up-${region}`,
    title: `Remove the copy in ${region} if it fails`,
    call: removal,
    until: { kind: 'image-gone', imageId: newImage },
    after: [],
    cleansUp: { of: copyId, unless: copyId },
  };
  // What the copy was given goes away with it.
  const given = [...shares, ...volumes].map((step): Step => ({ ...step, undo: [] }));
  return [copy, ...given, cleanUp];
}

function keptSnapshots({ volumes }: Carried): Readonly<Record<string, Source>> {
  return Object.fromEntries(volumes.map(({ number, device }) => [`snapshot-${number}`, { from: 'device', device }]));
}

function sharedOnRow(carried: Carried, directory: Directory): Evidence {
  const grantees = carriedGrantees(carried).map((grantee) => granteeLabel(grantee, directory));
  return { label: 'Shared on with', value: grantees.length === 0 ? 'nobody' : listed(grantees) };
}
