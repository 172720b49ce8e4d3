import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ResolvedCall } from '../../../src/domain/plan/outputs.js';
import { sessionCalls } from '../../../src/domain/plan/session-calls.js';
import {
  compileSessionPolicies,
  findSessionPolicy,
  halveSessionPolicy,
} from '../../../src/domain/plan/session-policy.js';
import { plan, step } from '../../workflows/builders.js';

const PLACE = { account: '111122223333', region: 'eu-west-1' };
const IMAGE = 'ami-1234567890abcdef0';
const TAG = { Key: 'ami-steward:request', Value: 'AR-7F3K2M' };

function shareImage(imageId: string): ResolvedCall {
  const input = { ImageId: imageId, LaunchPermission: { Add: [{ UserId: '444455556666' }] } };
  return { name: 'ModifyImageAttribute', ...PLACE, input };
}

function shareSnapshot(snapshotId: string, userIds: readonly string[]): ResolvedCall {
  const input = { SnapshotId: snapshotId, Attribute: 'createVolumePermission', OperationType: 'add', UserIds: userIds };
  return { name: 'ModifySnapshotAttribute', ...PLACE, input };
}

function copyImage(name = 'golden'): ResolvedCall {
  const TagSpecifications = [{ ResourceType: 'image', Tags: [{ Key: 'Name', Value: name }, TAG] }];
  const input = { SourceRegion: 'us-east-1', SourceImageId: IMAGE, Name: name, TagSpecifications };
  return { name: 'CopyImage', ...PLACE, input };
}

function snapshotId(index: number): string {
  return `snap-${index.toString(16).padStart(17, '0')}`;
}

function documentsOf(...calls: readonly ResolvedCall[]): readonly string[] {
  return compileSessionPolicies(calls, 'aws').map(({ document }) => document);
}

describe('a session policy', () => {
  test('allows the calls of the plan on their resources, with the recipients of snapshots', () => {
    const calls = [shareImage(IMAGE), shareSnapshot(snapshotId(1), ['444455556666'])];

    expect(documentsOf(...calls).map((document) => JSON.parse(document) as unknown)).toEqual([
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['ec2:ModifyImageAttribute'],
            Resource: [`arn:aws:ec2:eu-west-1::image/${IMAGE}`],
          },
          {
            Effect: 'Allow',
            Action: ['ec2:ModifySnapshotAttribute'],
            Resource: [`arn:aws:ec2:eu-west-1::snapshot/${snapshotId(1)}`],
            Condition: {
              'ForAllValues:StringEquals': { 'ec2:Add/userId': ['444455556666'] },
              Null: {
                'ec2:Add/group': 'true',
                'ec2:Add/userId': 'false',
                'ec2:Remove/group': 'true',
                'ec2:Remove/userId': 'true',
              },
            },
          },
        ],
      },
    ]);
  });

  test('names the source of a copy in its own Region, and the copy by the tag of the request', () => {
    const [document = ''] = documentsOf(copyImage());

    expect(document).toContain(
      `{"Effect":"Allow","Action":["ec2:CopyImage"],"Resource":["arn:aws:ec2:us-east-1::image/`,
    );
    expect(document).toContain('"Condition":{"StringEquals":{"aws:RequestTag/ami-steward:request":"AR-7F3K2M"}}');
    expect(document).toContain('"kms:ViaService":["ec2.eu-west-1.*","ec2.us-east-1.*"]');
  });

  test('uses the partition of the Region', () => {
    const [policy] = compileSessionPolicies([shareImage(IMAGE)], 'aws-cn');

    expect(policy?.document).toContain('arn:aws-cn:ec2:');
  });

  test.each(['*', 'ami-*', 'ami-1234567890abcdef0/*', 'ami-????????'])(
    'never takes %j for the id of a resource',
    (id) => {
      expect(documentsOf(shareImage(id))).toEqual(['{"Version":"2012-10-17","Statement":[]}']);
    },
  );

  test('contains only characters that STS accepts, and no policy variables of its own', () => {
    const tags = {
      Tags: [{ Key: 'Größe 大 ${aws:username}', Value: '${aws:PrincipalTag/x}' }, TAG],
      Resources: [IMAGE],
    };
    const [document = ''] = documentsOf({ name: 'CreateTags', ...PLACE, input: tags });

    expect(document).toMatch(/^[\u0020-\u00FF]+$/);
    expect(document).toContain('${$}{aws:username}');
    expect(JSON.stringify(JSON.parse(document))).toContain('大');
  });
});

describe('session policies of a large plan', () => {
  test('have at most 2,048 characters each, and allow every call once', () => {
    const calls = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 200 }).map((index) => shareImage(`ami-${index.toString(16).padStart(17, '0')}`)),
        fc
          .tuple(
            fc.integer({ min: 0, max: 200 }),
            fc.array(fc.stringMatching(/^\d{12}$/), { minLength: 1, maxLength: 50 }),
          )
          .map(([index, users]) => shareSnapshot(snapshotId(index), users)),
        fc.string().map(copyImage),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(calls, (planned) => {
        const policies = compileSessionPolicies(planned, 'aws');
        expect(policies.filter(({ document }) => document.length > 2_048)).toEqual([]);
        expect(policies.flatMap((policy) => policy.calls)).toHaveLength(planned.length);
        for (const call of planned) expect(findSessionPolicy(policies, call, 'aws')).toBeDefined();
      }),
    );
  });

  test('share one session as long as it has room', () => {
    const calls = Array.from({ length: 20 }, (_, index) => shareSnapshot(snapshotId(index), ['444455556666']));

    expect(documentsOf(...calls)).toHaveLength(1);
    expect(
      documentsOf(...calls, ...calls.map((_, index) => shareSnapshot(snapshotId(index + 20), ['1']))),
    ).toHaveLength(2);
  });

  test('are halved down to one call', () => {
    const [policy] = compileSessionPolicies(
      [1, 2, 3].map((index) => shareSnapshot(snapshotId(index), ['1'])),
      'aws',
    );
    const [first, second] = (policy && halveSessionPolicy(policy, 'aws')) ?? [];

    expect([first?.calls.length, second?.calls.length]).toEqual([2, 1]);
    expect(second && halveSessionPolicy(second, 'aws')).toBeUndefined();
  });
});

describe('the calls of a session', () => {
  const imageId = { step: 'copy', output: 'imageId' };
  const planned = plan({
    steps: [
      step('copy', { call: { name: 'DisableImage', ...PLACE, input: { ImageId: IMAGE } } }),
      step('share', { call: { name: 'EnableImage', ...PLACE, input: { ImageId: imageId } } }),
      step('elsewhere', { call: { name: 'EnableImage', ...PLACE, region: 'us-east-1', input: { ImageId: IMAGE } } }),
    ],
  });

  test.each([
    ['are those of its account and Region whose resources are known', undefined, [IMAGE]],
    ['include a call once the resource of an earlier step is known', 'ami-0f', [IMAGE, 'ami-0f']],
  ])('%s', (_, copied, images) => {
    const calls = sessionCalls(planned, { requestId: 'AR-7F3K2M', ...PLACE, outputOf: () => copied });

    expect(calls.map(({ input }) => input.ImageId)).toEqual(images);
  });
});
