import { describe, expect, test } from '@jest/globals';
import type { OutputRef } from '../../../src/domain/plan/call-inputs.js';
import type { Step } from '../../../src/domain/plan/types.js';
import { resolveCall, resolveCondition } from '../../../src/domain/plan/outputs.js';
import { IMAGE, step } from '../../workflows/builders.js';

const run = { requestId: 'AR-7F3K2M', attempt: 0 };
function lookup({ step: id, output }: OutputRef): string {
  return `<${output} of ${id}>`;
}

const copy: Step = step('copy-eu-west-1', {
  call: {
    name: 'CopyImage',
    account: IMAGE.account,
    region: 'eu-west-1',
    input: { SourceRegion: 'us-east-1', SourceImageId: IMAGE.imageId, Name: 'golden', CopyImageTags: true },
  },
});

describe('resolveCall', () => {
  test('adds the tags and a client token to a call that creates a resource', () => {
    expect(resolveCall(copy, run, lookup).input).toEqual({
      SourceRegion: 'us-east-1',
      SourceImageId: IMAGE.imageId,
      Name: 'golden',
      CopyImageTags: true,
      ClientToken: 'AR-7F3K2M-0-copy-eu-west-1',
      TagSpecifications: ['image', 'snapshot'].map((ResourceType) => ({
        ResourceType,
        Tags: [
          { Key: 'ami-steward:request', Value: 'AR-7F3K2M' },
          { Key: 'ami-steward:step', Value: 'copy-eu-west-1' },
        ],
      })),
    });
  });

  test('keeps the client token for a repeated call and changes it for a new attempt', () => {
    const [first, again, next] = [0, 0, 1].map(
      (attempt) => resolveCall(copy, { ...run, attempt }, lookup).input.ClientToken,
    );

    expect(again).toBe(first);
    expect(next).not.toBe(first);
  });

  test('replaces references to outputs of earlier steps at any depth', () => {
    const share = step('share', {
      call: {
        name: 'ModifySnapshotAttribute',
        account: IMAGE.account,
        region: 'eu-west-1',
        input: {
          SnapshotId: { step: 'copy', output: 'root' },
          Attribute: 'createVolumePermission',
          OperationType: 'add',
          UserIds: ['111122223333'],
        },
      },
    });

    expect(resolveCall(share, run, lookup).input).toEqual({
      SnapshotId: '<root of copy>',
      Attribute: 'createVolumePermission',
      OperationType: 'add',
      UserIds: ['111122223333'],
    });
  });
});

test('resolveCondition adds the account and Region to the condition', () => {
  const condition = { kind: 'image-available', imageId: { step: 'copy-eu-west-1', output: 'imageId' } } as const;

  expect(resolveCondition(copy, condition, lookup)).toEqual({
    kind: 'image-available',
    imageId: '<imageId of copy-eu-west-1>',
    account: IMAGE.account,
    region: 'eu-west-1',
  });
});
