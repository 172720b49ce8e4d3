import type { Kept, Text } from '../../plan/calls.js';
import type { Source, Step } from '../../plan/types.js';
import type { Carried } from '../planning/carried.js';
import type { CopyTo } from '../planning/copy-to.js';
import { granteeLabel } from '../planning/grantee.js';
import { launchPermissionStep, volumePermissionStep } from '../planning/permission-steps.js';
import { clip, listed } from '../planning/wording.js';
import { lend } from './lending.js';
import { cleanUp, described, imageTags, makingId, placeOf, removal, undoOf, type Material } from './parts.js';

/** Copy, wait until it is available, then give it what the original has: that is for one and the same account. */
export function copyDirect(copy: CopyTo, material: Material): readonly Step[] {
  const loan = lend(copy, material.facts, { image: true, snapshots: true });
  const after = loan.give.map(({ id }) => id);
  const [step, cleaning] = copySteps(copy, material, { imageId: material.facts.image.imageId, after });
  return [...loan.give, step, ...(copy.away ? [] : given(copy, material)), ...loan.takeBack([step.id]), cleaning];
}

/** The CopyImage and its clean-up. */
export function copySteps(
  copy: CopyTo,
  { name, facts, carried }: Material,
  source: { readonly imageId: Text; readonly after: readonly string[] },
): readonly [Step, Step] {
  const { image } = facts;
  const { away, encryption, label } = copy;
  const id = makingId(copy);
  const place = placeOf(copy);
  const newImage: Kept = { step: id, keep: 'image' };
  const call = removal(place, newImage);
  const step: Step = {
    id,
    title: away
      ? `Copy ${image.imageId} as ${label}, in ${place.region}`
      : `Copy ${image.imageId} from ${image.region} to ${label}`,
    call: {
      name: 'CopyImage',
      ...place,
      input: {
        SourceRegion: image.region,
        SourceImageId: source.imageId,
        Name: name,
        ...described(image),
        ...encryption.parameters,
        ...(away ? imageTags(image) : { CopyImageTags: true }),
      },
    },
    until: { kind: 'image-available', imageId: newImage },
    keep: { image: { from: 'answer', field: 'ImageId' }, ...(away ? {} : keptSnapshots(carried)) },
    after: source.after,
    undo: undoOf(id, copy, call),
  };
  return [step, cleanUp(id, copy, call)];
}

/** The copy is shared with whom the original is; that goes away with it. */
function given(copy: CopyTo, { carried, directory }: Material): readonly Step[] {
  const { key, label } = copy;
  const place = placeOf(copy);
  const copyId = makingId(copy);
  const shareId = `share-${key}`;
  const launchers = listed(carried.launch.map((grantee) => granteeLabel(grantee, directory)));
  const parts = { id: shareId, title: `Let ${launchers} launch the copy in ${label}`, after: [copyId] };
  const launch = launchPermissionStep(parts, place, { step: copyId, keep: 'image' }, 'add', carried.launch);
  const shares = carried.launch.length === 0 ? [] : [launch];
  const volumes = carried.volumes.map(({ number, device, accounts }) => {
    const whom = listed(accounts.map((each) => granteeLabel(each, directory)));
    return volumePermissionStep(
      {
        id: `${shareId}-snapshot-${number}`,
        title: `Let ${whom} copy the snapshot at ${clip(device, 60)} of the copy in ${label}`,
        after: [copyId, ...shares.map(({ id }) => id)],
      },
      place,
      { step: copyId, keep: `snapshot-${number}` },
      'add',
      accounts,
    );
  });
  return [...shares, ...volumes].map((step): Step => ({ ...step, undo: [] }));
}

function keptSnapshots({ volumes }: Carried): Readonly<Record<string, Source>> {
  return Object.fromEntries(volumes.map(({ number, device }) => [`snapshot-${number}`, { from: 'device', device }]));
}
