import type { OutputRef, TextOrRef } from '../../../plan/call-inputs.js';
import type { OutputSource, Step } from '../../../plan/types.js';
import type { CarriedPermissions } from '../carried-permissions.js';
import type { PlannedCopy } from '../destinations.js';
import { granteeLabel } from '../../../model/grantee.js';
import { launchPermissionStep, volumePermissionStep } from '../../steps/permissions.js';
import { truncate, joinList } from '../../../model/format.js';
import { grantTemporarily } from './temporary-grants.js';
import {
  cleanUpCopyStep,
  copyDescription,
  imageTags,
  copyStepId,
  accountRegionOf,
  deregisterCopyCall,
  copyUndo,
  type CopyContext,
} from './copy-context.js';

/** Copy, wait until it is available, then give it what the original has: that is for one and the same account. */
export function copyDirect(copy: PlannedCopy, copyContext: CopyContext): readonly Step[] {
  const temporaryGrant = grantTemporarily(copy, copyContext.facts, { image: true, snapshots: true });
  const after = temporaryGrant.grant.map(({ id }) => id);
  const [step, cleaning] = copySteps(copy, copyContext, { imageId: copyContext.facts.image.imageId, after });
  return [
    ...temporaryGrant.grant,
    step,
    ...(copy.crossAccount ? [] : grantSteps(copy, copyContext)),
    ...temporaryGrant.revoke([step.id]),
    cleaning,
  ];
}

/** The CopyImage and its clean-up. */
export function copySteps(
  copy: PlannedCopy,
  { name, facts, carried: carriedPermissions }: CopyContext,
  source: { readonly imageId: TextOrRef; readonly after: readonly string[] },
): readonly [Step, Step] {
  const { image } = facts;
  const { crossAccount, encryption, label } = copy;
  const id = copyStepId(copy);
  const place = accountRegionOf(copy);
  const newImage: OutputRef = { step: id, output: 'image' };
  const call = deregisterCopyCall(place, newImage);
  const step: Step = {
    id,
    title: crossAccount
      ? `Copy ${image.imageId} as ${label}, in ${place.region}`
      : `Copy ${image.imageId} from ${image.region} to ${label}`,
    call: {
      name: 'CopyImage',
      ...place,
      input: {
        SourceRegion: image.region,
        SourceImageId: source.imageId,
        Name: name,
        ...copyDescription(image),
        ...encryption.parameters,
        ...(crossAccount ? imageTags(image) : { CopyImageTags: true }),
      },
    },
    waitFor: { kind: 'image-available', imageId: newImage },
    outputs: {
      image: { from: 'response', field: 'ImageId' },
      ...(crossAccount ? {} : snapshotOutputs(carriedPermissions)),
    },
    after: source.after,
    undo: copyUndo(id, copy, call),
  };
  return [step, cleanUpCopyStep(id, copy, call)];
}

/** The copy gets the grantees of the original. They disappear with it. */
function grantSteps(copy: PlannedCopy, { carried: carriedPermissions, directory }: CopyContext): readonly Step[] {
  const { key, label } = copy;
  const place = accountRegionOf(copy);
  const copyId = copyStepId(copy);
  const shareId = `share-${key}`;
  const launchers = joinList(carriedPermissions.launch.map((grantee) => granteeLabel(grantee, directory)));
  const header = { id: shareId, title: `Let ${launchers} launch the copy in ${label}`, after: [copyId] };
  const launch = launchPermissionStep(
    header,
    { ...place, imageId: { step: copyId, output: 'image' } },
    'add',
    carriedPermissions.launch,
  );
  const shares = carriedPermissions.launch.length === 0 ? [] : [launch];
  const volumes = carriedPermissions.volumes.map(({ number, device, accounts }) => {
    const recipients = joinList(accounts.map((volumes) => granteeLabel(volumes, directory)));
    return volumePermissionStep(
      {
        id: `${shareId}-snapshot-${number}`,
        title: `Let ${recipients} copy the snapshot at ${truncate(device, 60)} of the copy in ${label}`,
        after: [copyId, ...shares.map(({ id }) => id)],
      },
      { ...place, snapshotId: { step: copyId, output: `snapshot-${number}` } },
      'add',
      accounts,
    );
  });
  return [...shares, ...volumes].map((step): Step => ({ ...step, undo: [] }));
}

function snapshotOutputs({ volumes }: CarriedPermissions): Readonly<Record<string, OutputSource>> {
  return Object.fromEntries(volumes.map(({ number, device }) => [`snapshot-${number}`, { from: 'device', device }]));
}
