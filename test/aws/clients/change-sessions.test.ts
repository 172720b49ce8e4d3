import { describe, expect, test } from '@jest/globals';
import { createChangeSessions } from '../../../src/aws/clients/change-sessions.js';
import {
  PackedPolicyTooLarge,
  type RoleToAssume,
  type SessionCredentials,
} from '../../../src/aws/clients/credentials.js';
import type { ResolvedCall } from '../../../src/domain/plan/outputs.js';

const ROLE = { roleArn: 'arn:aws:iam::111122223333:role/ami-steward', sessionName: 'AR-7F3K2M-U0RITA' };
const PLACE = { account: '111122223333', region: 'us-east-1' };
const ATTRIBUTION = { requestId: 'AR-7F3K2M', requester: { teamId: 'T0', userId: 'U0RITA' } } as const;
const CREDENTIALS = { accessKeyId: 'key', secretAccessKey: 'secret', expiration: new Date(0) };
const IMAGES = ['ami-00000001', 'ami-00000002', 'ami-00000003', 'ami-00000004'];

function disable(imageId: string): ResolvedCall {
  return { name: 'DisableImage', ...PLACE, input: { ImageId: imageId } };
}

/** STS that packs policies with up to `limit` images. */
function sts(limit = 10): {
  readonly assumed: RoleToAssume[];
  readonly sessions: (role: RoleToAssume) => Promise<SessionCredentials>;
} {
  const assumed: RoleToAssume[] = [];
  return {
    assumed,
    sessions: (role) => {
      assumed.push(role);
      const images = role.policy?.match(/ami-\d+/g)?.length ?? 0;
      return images > limit ? Promise.reject(new PackedPolicyTooLarge('too large')) : Promise.resolve(CREDENTIALS);
    },
  };
}

describe('the session of a change', () => {
  test('is limited to the calls of the plan', async () => {
    const { sessions } = sts();
    const planned = IMAGES.map(disable);

    const role = await createChangeSessions(sessions, { tagged: false })(ROLE, {
      call: disable('ami-00000003'),
      planned,
      attribution: ATTRIBUTION,
    });

    expect(role.policy.match(/ami-\d+/g)).toEqual(IMAGES);
    expect(role).not.toHaveProperty('tags');
    expect(role).not.toHaveProperty('sourceIdentity');
  });

  test('carries request and requester as tags, and the request as source identity, if that is set', async () => {
    const { sessions } = sts();
    const call = disable('ami-00000001');

    const role = await createChangeSessions(sessions, { tagged: true })(ROLE, {
      call,
      planned: [call],
      attribution: ATTRIBUTION,
    });

    expect(role).toMatchObject({
      sourceIdentity: 'AR-7F3K2M',
      tags: { 'ami-steward:request': 'AR-7F3K2M', 'ami-steward:requester': 'U0RITA' },
    });
  });

  test('is refused for a call that is not in the plan', async () => {
    const { sessions, assumed } = sts();
    const change = { call: disable('ami-00000009'), planned: IMAGES.map(disable), attribution: ATTRIBUTION };

    await expect(createChangeSessions(sessions, { tagged: false })(ROLE, change)).rejects.toMatchObject({
      kind: 'access-denied',
    });
    expect(assumed).toEqual([]);
  });

  test('is halved until STS accepts its policy', async () => {
    const { sessions, assumed } = sts(1);
    const change = { call: disable('ami-00000003'), planned: IMAGES.map(disable), attribution: ATTRIBUTION };

    const role = await createChangeSessions(sessions, { tagged: false })(ROLE, change);

    expect(assumed.map(({ policy }) => policy?.match(/ami-\d+/g))).toEqual([
      IMAGES,
      ['ami-00000003', 'ami-00000004'],
      ['ami-00000003'],
    ]);
    expect(role.policy).toContain('ami-00000003');
  });

  test('fails with the reason if STS refuses the policy of a single call', async () => {
    const { sessions } = sts(0);
    const change = { call: disable('ami-00000001'), planned: IMAGES.map(disable), attribution: ATTRIBUTION };

    await expect(createChangeSessions(sessions, { tagged: false })(ROLE, change)).rejects.toMatchObject({
      kind: 'rejected',
      code: 'PackedPolicyTooLarge',
    });
  });
});
