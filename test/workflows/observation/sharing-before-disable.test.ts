import { describe, expect, test } from '@jest/globals';
import { findSharingBeforeDisable } from '../../../src/workflows/observation/sharing-before-disable.js';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { Grantee } from '../../../src/domain/model/facts.js';
import { known } from '../../../src/domain/model/fact.js';
import { disableStep, reenableUndo } from '../../../src/domain/operations/steps/lifecycle.js';
import type { Step } from '../../../src/domain/plan/types.js';
import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { createInMemoryRequestStore } from '../../fakes/in-memory-request-store.js';
import { IMAGE, plan, request, step, t } from '../builders.js';

const prod: Grantee = { kind: 'account', id: '111122223333' };
const organization: Grantee = {
  kind: 'organization',
  arn: 'arn:aws:organizations::999988887777:organization/o-a1b2c3d4e5',
};

function disabling(before: readonly Grantee[] | undefined): Step {
  const undo = before === undefined ? {} : { undo: reenableUndo(IMAGE, known(before)) };
  return { ...disableStep({ id: 'disable', title: 'Disable it' }, IMAGE), after: [], ...undo };
}

/** A request that was made at a second, and how far its steps have got. */
function made(seconds: number, only: Step, state: StepProgress['state'] = 'done'): Request {
  return request({
    id: `AR-00000${String(seconds)}`,
    createdAt: t(seconds),
    status: 'done',
    plan: plan({ steps: [only] }),
    steps: { [only.id]: { state, attempts: 1, startedAt: t(seconds + 60) } },
  });
}

async function recorded(...requests: readonly Request[]): Promise<unknown> {
  const store = createInMemoryRequestStore();
  for (const each of requests) await store.create(each);
  return findSharingBeforeDisable(store, IMAGE.imageId);
}

describe('the sharing before a disable, from stored requests', () => {
  test('is the list of grantees that the undo would restore, which never makes the AMI public', async () => {
    expect(await recorded(made(1, disabling([prod, organization, { kind: 'public' }])))).toEqual(
      known({ requestId: 'AR-000001', at: t(61), grantees: [prod, organization] }),
    );
  });

  test.each<[string, readonly Request[], unknown]>([
    ['is empty if there was no request', [], known(null)],
    ['is empty if another request was about the AMI', [made(1, step('share'))], known(null)],
    ['is empty if the request never disabled the AMI', [made(1, disabling([prod]), 'failed')], known(null)],
    ['is empty if the step has no record of it', [made(1, disabling(undefined))], known(null)],
    [
      'has no grantees if the AMI was not shared',
      [made(1, disabling([]))],
      known({ requestId: 'AR-000001', at: t(61), grantees: [] }),
    ],
    [
      'is that of the latest request if the AMI was disabled twice',
      [made(1, disabling([prod])), made(2, disabling([organization])), made(3, step('share'))],
      known({ requestId: 'AR-000002', at: t(62), grantees: [organization] }),
    ],
  ])('%s', async (_, requests, expected) => {
    expect(await recorded(...requests)).toEqual(expected);
  });

  test('is unknown if the stored requests cannot be read', async () => {
    const store = { ...createInMemoryRequestStore(), listBySubject: () => Promise.reject(new Throttled('slow down')) };

    expect(await findSharingBeforeDisable(store, IMAGE.imageId)).toEqual({
      known: false,
      reason: 'reading the requests about it failed (slow down)',
    });
  });
});
