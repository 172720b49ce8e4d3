import type { Facts, Grantee } from '../../facts/facts.js';
import type { Image } from '../../facts/image.js';
import type { Kept } from '../../plan/calls.js';
import type { Source, Step } from '../../plan/types.js';
import type { CopyTo } from '../planning/copy-to.js';
import { backingOf } from '../planning/observed.js';
import { launchPermissionStep, volumePermissionStep } from '../planning/permission-steps.js';
import { copySteps } from './copy-direct.js';
import { removal, type Material } from './parts.js';

const REENCRYPT = 'reencrypt';
const ON_THE_WAY: Kept = { step: REENCRYPT, keep: 'image' };

/**
 * One copy under a customer managed key in the account that has the AMI; the other accounts are let use and copy that,
 * and it is taken away, with what was given to it, when the last of them has.
 */
export function copyReencrypted(copies: readonly CopyTo[], key: string, material: Material): readonly Step[] {
  if (copies.length === 0) return [];
  const { facts } = material;
  const ways = copies.map((copy) => {
    const shares = shared(copy, facts);
    const after = [REENCRYPT, ...shares.map(({ id }) => id)];
    return [...shares, ...copySteps(copy, material, { imageId: ON_THE_WAY, after })];
  });
  const users = ways.flat().filter(({ cleansUp }) => cleansUp === undefined);
  return [
    reencrypt(facts, key, nameOnTheWay(facts.image, copies)),
    ...ways.flat(),
    discard(
      facts.image,
      users.map(({ id }) => id),
    ),
  ];
}

function reencrypt(facts: Facts, key: string, name: string): Step {
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
    until: { kind: 'image-available', imageId: ON_THE_WAY },
    keep: { image: { from: 'answer', field: 'ImageId' }, ...keptSnapshots(facts) },
    after: [],
    undo: [],
  };
}

/** The snapshots of the copy on the way; nobody has any permission on them yet. */
function shared({ key, label, destination }: CopyTo, facts: Facts): readonly Step[] {
  const { image } = facts;
  const whom: Grantee = { kind: 'account', id: destination.account };
  const id = `lend-${key}`;
  const after = [REENCRYPT];
  const launch = launchPermissionStep(
    { id, title: `Let ${label} launch the copy under the other key`, after },
    image,
    ON_THE_WAY,
    'add',
    [whom],
  );
  const volumes = Object.keys(keptSnapshots(facts)).map((keep, index) => {
    const title = `Let ${label} copy snapshot ${index + 1} of the copy under the other key`;
    const kept = { step: REENCRYPT, keep };
    return volumePermissionStep({ id: `${id}-${keep}`, title, after }, image, kept, 'add', [whom]);
  });
  return [launch, ...volumes].map((step): Step => ({ ...step, undo: [] }));
}

function discard({ account, region }: Image, after: readonly string[]): Step {
  return {
    id: 'discard-reencrypted',
    title: 'Remove the copy that was only for the way',
    call: removal({ account, region }, ON_THE_WAY),
    until: { kind: 'image-gone', imageId: ON_THE_WAY },
    after,
    cleansUp: { of: REENCRYPT },
  };
}

function keptSnapshots(facts: Facts): Readonly<Record<string, Source>> {
  const devices = backingOf(facts).flatMap(
    ({ snapshotId }) => facts.image.blockDevices.find((device) => device.snapshotId === snapshotId)?.device ?? [],
  );
  return Object.fromEntries(devices.map((device, index) => [`snapshot-${index + 1}`, { from: 'device', device }]));
}

/** A name is used once in an account and Region, and has at most 128 characters. (EC2 API, CreateImage) */
function nameOnTheWay({ name }: Image, [first]: readonly CopyTo[]): string {
  return `${[...name].slice(0, 90).join('')} re-encrypted for ${first?.key ?? ''}`;
}
