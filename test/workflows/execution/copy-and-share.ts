import { z } from 'zod';
import type { Image } from '../../../src/domain/model/image.js';
import type { ChangeOperation } from '../../../src/domain/operations/contract.js';
import type { Plan } from '../../../src/domain/plan/types.js';
import { IMAGE, plan } from '../builders.js';

export const sourceImage: Image = {
  ...IMAGE,
  ownerId: IMAGE.account,
  name: 'golden-base',
  description: '',
  state: 'available',
  createdAt: '2026-11-01T00:00:00.000Z',
  public: false,
  architecture: 'x86_64',
  virtualizationType: 'hvm',
  rootDeviceType: 'ebs',
  rootDeviceName: '/dev/xvda',
  enaSupport: true,
  productCodes: [],
  tags: {},
  deregistrationProtection: 'disabled',
  blockDevices: [{ device: '/dev/xvda', snapshotId: 'snap-0123456789abcdef0', sizeGiB: 8, encrypted: false }],
};

const account = IMAGE.account;
const copied = { step: 'copy', output: 'imageId' } as const;

/** A plan with every kind of call's repetition: one with a token and a long wait, one to repeat, one to look first. */
export const copyPlan: Plan = plan({
  operation: 'copy',
  steps: [
    {
      id: 'copy',
      title: 'Copy to eu-west-1',
      call: {
        name: 'CopyImage',
        account,
        region: 'eu-west-1',
        input: { SourceRegion: IMAGE.region, SourceImageId: IMAGE.imageId, Name: 'golden-base' },
      },
      outputs: { imageId: { from: 'response', field: 'ImageId' }, root: { from: 'device', device: '/dev/xvda' } },
      waitFor: { kind: 'image-available', imageId: copied },
      after: [],
    },
    {
      id: 'share',
      title: 'Share the copy with prod',
      call: {
        name: 'ModifyImageAttribute',
        account,
        region: 'eu-west-1',
        input: { ImageId: copied, LaunchPermission: { Add: [{ UserId: '111122223333' }] } },
      },
      waitFor: {
        kind: 'launch-permissions',
        imageId: copied,
        present: [{ kind: 'account', id: '111122223333' }],
        absent: [],
      },
      after: ['copy'],
    },
    {
      id: 'clean',
      title: 'Deregister what a failed copy left behind',
      call: { name: 'DeregisterImage', account, region: 'eu-west-1', input: { ImageId: copied } },
      waitFor: { kind: 'image-gone', imageId: copied },
      after: [],
      cleanup: { stepId: 'copy', unlessDone: 'copy' },
    },
  ],
});

export const copyAndShare: ChangeOperation = {
  kind: 'change',
  subjectKind: 'image',
  undo: { irreversible: 'It is only a test.' },
  calls: ['CopyImage', 'ModifyImageAttribute', 'DeregisterImage'],
  name: 'copy',
  group: 'create',
  summary: 'Copy and share',
  usage: '/ami copy',
  help: [],
  examples: [],
  grammar: { clauses: [] },
  input: z.unknown(),
  parse: () => ({ kind: 'valid', input: {} }),
  needs: () => ({}),
  plan: () => ({ kind: 'plan', plan: copyPlan }),
};
