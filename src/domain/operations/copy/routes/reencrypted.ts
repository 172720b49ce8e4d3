import type { Facts, Grantee } from '../../../model/facts.js';
import type { Image } from '../../../model/image.js';
import type { OutputRef } from '../../../plan/call-inputs.js';
import type { OutputSource, Step } from '../../../plan/types.js';
import type { PlannedCopy } from '../destinations.js';
import { backingSnapshots } from '../../../model/observed-facts.js';
import { launchPermissionStep, volumePermissionStep } from '../../steps/permissions.js';
import { copySteps } from './direct.js';
import { deregisterCopyCall, type CopyContext } from './copy-context.js';

const REENCRYPT = 'reencrypt';
const INTERMEDIATE_IMAGE: OutputRef = { step: REENCRYPT, output: 'image' };

/**
 * One copy under a customer managed key in the account that owns the AMI. The other accounts may use and copy it. It is
 * removed, with its grants, after the last of them has done so.
 */
export function copyReencrypted(copies: readonly PlannedCopy[], key: string, context: CopyContext): readonly Step[] {
  if (copies.length === 0) return [];
  const { facts } = context;
  const branches = copies.map((copy) => {
    const shares = shareSteps(copy, facts);
    const after = [REENCRYPT, ...shares.map(({ id }) => id)];
    return [...shares, ...copySteps(copy, context, { imageId: INTERMEDIATE_IMAGE, after })];
  });
  const dependents = branches.flat().filter(({ cleanup }) => cleanup === undefined);
  return [
    reencryptStep(facts, key, intermediateName(facts.image, copies)),
    ...branches.flat(),
    discardStep(
      facts.image,
      dependents.map(({ id }) => id),
    ),
  ];
}

function reencryptStep(facts: Facts, key: string, name: string): Step {
  const { imageId, account, region } = facts.image;
  return {
    id: REENCRYPT,
    title: `Copy ${imageId} under ${key}, only for the way`,
    call: {
      name: 'CopyImage',
      account,
      region,
      input: { SourceRegion: region, SourceImageId: imageId, Name: name, Encrypted: true, KmsKeyId: key },
    },
    waitFor: { kind: 'image-available', imageId: INTERMEDIATE_IMAGE },
    outputs: { image: { from: 'response', field: 'ImageId' }, ...snapshotOutputs(facts) },
    after: [],
    undo: [],
  };
}

/** The snapshots of the intermediate copy. No other account has permissions on them yet. */
function shareSteps({ key, label, destination }: PlannedCopy, facts: Facts): readonly Step[] {
  const { image } = facts;
  const recipient: Grantee = { kind: 'account', id: destination.account };
  const id = `lend-${key}`;
  const after = [REENCRYPT];
  const launch = launchPermissionStep(
    { id, title: `Let ${label} launch the copy under the other key`, after },
    { ...image, imageId: INTERMEDIATE_IMAGE },
    'add',
    [recipient],
  );
  const volumes = Object.keys(snapshotOutputs(facts)).map((output, index) => {
    const title = `Let ${label} copy snapshot ${index + 1} of the copy under the other key`;
    const snapshot = { ...image, snapshotId: { step: REENCRYPT, output } };
    return volumePermissionStep({ id: `${id}-${output}`, title, after }, snapshot, 'add', [recipient]);
  });
  return [launch, ...volumes].map((step): Step => ({ ...step, undo: [] }));
}

function discardStep({ account, region }: Image, after: readonly string[]): Step {
  return {
    id: 'discard-reencrypted',
    title: 'Remove the copy that was only for the way',
    call: deregisterCopyCall({ account, region }, INTERMEDIATE_IMAGE),
    waitFor: { kind: 'image-gone', imageId: INTERMEDIATE_IMAGE },
    after,
    cleanup: { stepId: REENCRYPT },
  };
}

function snapshotOutputs(facts: Facts): Readonly<Record<string, OutputSource>> {
  const devices = backingSnapshots(facts).flatMap(
    ({ snapshotId }) => facts.image.blockDevices.find((device) => device.snapshotId === snapshotId)?.device ?? [],
  );
  return Object.fromEntries(devices.map((device, index) => [`snapshot-${index + 1}`, { from: 'device', device }]));
}

/** A name is used once in an account and Region, and has at most 128 characters. (EC2 API, CreateImage) */
function intermediateName({ name }: Image, [first]: readonly PlannedCopy[]): string {
  return `${[...name].slice(0, 90).join('')} re-encrypted for ${first?.key ?? ''}`;
}
