import type { ChangeOperation } from '../../../src/domain/operations/contract.js';
import type { Call, Plan, Step } from '../../../src/domain/plan/types.js';
import { IMAGE, plan } from '../builders.js';
import { copyAndShare, sourceImage } from './copy-and-share.js';

const place = { account: IMAGE.account, region: 'eu-west-1' };
const snapshotId = { step: 'snapshot', output: 'id' } as const;
const imageId = { step: 'register', output: 'id' } as const;

/** A plan whose calls have no client token, and whose parts are to go when it fails. */
const snapshotPlan: Plan = plan({
  operation: 'copy',
  steps: [
    {
      id: 'snapshot',
      title: 'Copy the snapshot',
      call: {
        name: 'CopySnapshot',
        ...place,
        input: { SourceRegion: IMAGE.region, SourceSnapshotId: sourceImage.blockDevices[0]?.snapshotId ?? '' },
      },
      outputs: { id: { from: 'response', field: 'SnapshotId' } },
      waitFor: { kind: 'snapshot-completed', snapshotId },
      after: [],
    },
    {
      id: 'register',
      title: 'Register the copy',
      call: {
        name: 'RegisterImage',
        ...place,
        input: {
          Name: 'golden-base',
          Architecture: 'x86_64',
          VirtualizationType: 'hvm',
          RootDeviceName: '/dev/xvda',
          EnaSupport: true,
          BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: snapshotId } }],
        },
      },
      outputs: { id: { from: 'response', field: 'ImageId' } },
      waitFor: { kind: 'image-available', imageId },
      after: ['snapshot'],
    },
    cleanUp('discard-image', 'register', { name: 'DeregisterImage', ...place, input: { ImageId: imageId } }, []),
    cleanUp('discard-snapshot', 'snapshot', { name: 'DeleteSnapshot', ...place, input: { SnapshotId: snapshotId } }, [
      'discard-image',
    ]),
  ],
});

function cleanUp(id: string, stepId: string, call: Call, after: readonly string[]): Step {
  const waitFor =
    call.name === 'DeleteSnapshot'
      ? ({ kind: 'snapshot-gone', snapshotId } as const)
      : ({ kind: 'image-gone', imageId } as const);
  return {
    id,
    title: `Take away what ${stepId} made`,
    call,
    waitFor,
    after,
    cleanup: { stepId, unlessDone: 'register' },
  };
}

export const snapshotAndRegister: ChangeOperation = {
  ...copyAndShare,
  plan: () => ({ kind: 'plan', plan: snapshotPlan }),
};
