import { describe, expect, test } from '@jest/globals';
import { known } from '../../../src/domain/model/fact.js';
import type { Facts } from '../../../src/domain/model/facts.js';
import type { PlanResult } from '../../../src/domain/operations/contract.js';
import { type Effect, effectsOf } from '../../../src/domain/plan/effects.js';
import type { Plan } from '../../../src/domain/plan/types.js';
import { expectPlan } from '../operations/codes.js';
import { directory, ORGANIZATION, OU, OWNER, PARTNER, PROD } from '../operations/directory.js';
import {
  account,
  AMI,
  facts,
  image,
  instanceFacts,
  objectFacts,
  recycledFacts,
  sharedWith,
} from '../operations/facts-builder.js';
import { findOperation } from '../operations/operation-named.js';
import { defaultFacts } from '../operations/usual-facts.js';
import { undoPlanOf } from './undo-plan.js';

const EVERYONE = { kind: 'public' } as const;
const HERE = { account: OWNER, region: 'us-east-1' };

/** The plan of an operation about an AMI: in an ordinary situation, or in this one. */
function planned(name: string, input: object = {}, observed: Partial<Facts> = {}): Plan {
  const operation = findOperation(name);
  if (operation.kind !== 'change' || operation.subjectKind !== 'image') throw new Error(`${name} is about no AMI`);
  const [usual = facts()] = defaultFacts(name);
  return expectPlan(operation.plan({ ami: AMI, ...input }, { ...usual, ...observed }, { directory }));
}

/** Each effect as `share 111122223333`, with its place where that is another one. */
function lines(effects: readonly Effect[]): readonly string[] {
  return effects.map(({ action, target, account: in_, region }) => {
    const to = target === undefined ? '' : ` ${Object.values(target).slice(1).join('') || 'public'}`;
    return `${action}${to}${in_ === OWNER && region === HERE.region ? '' : ` in ${in_} ${region}`}`;
  });
}

function effectLines(plan: Plan): readonly string[] {
  return lines(effectsOf(plan));
}

const SHARED = sharedWith(account(PROD), account(PARTNER));
const TO_PROD = { targets: [{ kind: 'account', id: PROD }], encrypted: false };
const TO_EUROPE = { targets: [{ kind: 'region', region: 'eu-west-1' }], encrypted: false };

describe('the effects of a plan', () => {
  test.each<[string, Plan, readonly string[]]>([
    [
      'share has one for each target',
      planned('share', { targets: [account(PROD), { kind: 'organization', arn: ORGANIZATION }] }),
      [`share ${PROD}`, `share ${ORGANIZATION}`],
    ],
    [
      'share has one for a target that has the AMI already',
      planned('share', { targets: [account(PROD), account(PARTNER)] }, sharedWith(account(PROD))),
      [`share ${PARTNER}`, `share ${PROD}`],
    ],
    [
      'unshare has one for each target',
      planned(
        'unshare',
        { targets: [account(PROD), { kind: 'ou', arn: OU }] },
        sharedWith(account(PROD), { kind: 'ou', arn: OU }),
      ),
      [`unshare ${PROD}`, `unshare ${OU}`],
    ],
    ['publish is itself', planned('publish'), ['publish public']],
    ['unpublish is itself', planned('unpublish'), ['unpublish public']],
    ['deprecate is itself', planned('deprecate', { at: '2027-01-31T18:30:00.000Z' }), ['deprecate']],
    ['undeprecate is itself', planned('undeprecate'), ['undeprecate']],
    ['disable is itself', planned('disable', {}, SHARED), ['disable']],
    ['protect is itself', planned('protect'), ['protect']],
    ['unprotect is itself', planned('unprotect'), ['unprotect']],
    ['deregister is itself', planned('deregister', { snapshots: true }), ['deregister']],
    ['retire is itself', planned('retire', { durationMs: 600_000, snapshots: true }), ['retire']],
    ['launch is itself', planned('launch', { instanceType: 't3.small' }), ['launch']],
    ['enable is itself', planned('enable', { sharing: false }), ['enable']],
    ['enable with sharing shares, too', planned('enable', { sharing: true }), ['enable', `share ${PROD}`]],
    [
      'a copy to a Region shares with each grantee that it carries',
      planned('copy', TO_EUROPE, sharedWith(account(PROD), { kind: 'organization', arn: ORGANIZATION })),
      [
        `copy eu-west-1 in ${OWNER} eu-west-1`,
        `share ${PROD} in ${OWNER} eu-west-1`,
        `share ${ORGANIZATION} in ${OWNER} eu-west-1`,
      ],
    ],
    [
      'a copy without sharing shares with no one',
      planned('copy', { ...TO_EUROPE, withoutSharing: true }, SHARED),
      [`copy eu-west-1 in ${OWNER} eu-west-1`],
    ],
    [
      'a copy to an account includes the temporary grants on the way',
      planned('copy', TO_PROD),
      [`copy ${PROD} in ${PROD} us-east-1`],
    ],
    [
      'a copy by snapshots is the same',
      planned('copy', { ...TO_PROD, by: 'snapshots' }),
      [`copy ${PROD} in ${PROD} us-east-1`],
    ],
    [
      'a copy under another key on the way is the same',
      planned('copy', { ...TO_PROD, encrypted: true, key: 'alias/golden' }, defaultFacts('copy')[3]),
      [`copy ${PROD} in ${PROD} us-east-1`],
    ],
    [
      'a copy by launching launches, too',
      planned('copy', { ...TO_PROD, launching: { instanceType: 't3.small' } }),
      [`copy ${PROD} in ${PROD} us-east-1`, `launch in ${PROD} us-east-1`],
    ],
    ['create is itself', other('create', { instance: 'i-1', name: 'web', noReboot: false }), ['create']],
    ['import is itself', other('import', { bucket: 'b', key: 'k', format: 'OVA', name: 'web' }), ['import']],
    ['restore is itself', other('restore', { ami: AMI }), ['restore']],
  ])('%s', (_, plan, expected) => {
    expect(effectLines(plan)).toEqual(expected);
  });

  test('a grant that the copy may not revoke is a share, too', () => {
    const unread = { launchPermissions: { known: false, reason: 'denied' } } as const;

    expect(effectLines(planned('copy', TO_PROD, unread))).toEqual([
      `copy ${PROD} in ${PROD} us-east-1`,
      `share ${PROD}`,
    ]);
  });

  test('a clean-up of something that the plan did not create is judged', () => {
    const plan = other('create', { instance: 'i-1', name: 'web', noReboot: false });
    const steps = plan.steps.map((step) =>
      step.cleanup === undefined || step.call.name !== 'DeregisterImage'
        ? step
        : { ...step, call: { ...step.call, input: { ImageId: AMI } } },
    );

    expect(effectLines({ ...plan, steps })).toEqual(['create', 'deregister']);
  });
});

describe('the effects of an undo', () => {
  test.each<[string, Plan, readonly string[]]>([
    ['of a share', planned('share', { targets: [account(PROD)] }), [`unshare ${PROD}`]],
    ['of an unshare', planned('unshare', { targets: [account(PROD)] }, SHARED), [`share ${PROD}`]],
    [
      'of a publication',
      planned(
        'publish',
        {},
        {
          image: image({ deprecatedAt: '2027-01-01T00:00:00.000Z' }),
          publicAccess: known({ state: 'unblocked', managedBy: 'account' }),
        },
      ),
      ['unpublish public'],
    ],
    ['of a disable', planned('disable', {}, SHARED), ['enable', `share ${PROD}`, `share ${PARTNER}`]],
    [
      'of a disable of a public AMI',
      planned('disable', {}, { ...sharedWith(account(PROD), EVERYONE), image: image({ public: true }) }),
      ['enable', `share ${PROD}`],
    ],
    ['of an enable', planned('enable', { sharing: true }), ['disable']],
    ['of a launch', planned('launch', { instanceType: 't3.small' }), ['terminate']],
    ['of a copy', planned('copy', TO_PROD), [`deregister in ${PROD} us-east-1`]],
    ['of a create', other('create', { instance: 'i-1', name: 'web', noReboot: false }), ['deregister']],
    ['of an import', other('import', { bucket: 'b', key: 'k', format: 'OVA', name: 'web' }), ['deregister']],
    ['of a deregistration', planned('deregister', { snapshots: false }), ['restore']],
    ['of a restore', other('restore', { ami: AMI }), ['deregister']],
    ['of a protection', planned('protect'), ['unprotect']],
    [
      'of a retirement',
      planned('retire', { durationMs: 600_000, snapshots: false }, SHARED),
      ['restore', 'enable', `share ${PROD}`, `share ${PARTNER}`, 'undeprecate'],
    ],
  ])('%s are those of its calls', (_, plan, expected) => {
    expect(effectLines(expectPlan(undoPlanOf(plan)))).toEqual(expected);
  });

  test.each<[string, Plan]>([
    ['unpublish', planned('unpublish')],
    ['a deregistration of a public AMI', planned('deregister', { snapshots: false }, publicAmi())],
  ])('do not exist for %s: it would become public', (_, plan) => {
    expect(undoPlanOf(plan).kind).toBe('refused');
  });

  test('never publish, also in a record that holds the call', () => {
    const plan = planned('disable', {}, DISABLED_BEFORE);
    const steps = plan.steps.map((step) => ({
      ...step,
      undo: [
        ...(step.undo ?? []),
        {
          id: 'undo-erase-public',
          title: 'Make it public again',
          call: {
            name: 'ModifyImageAttribute' as const,
            ...HERE,
            input: { ImageId: AMI, LaunchPermission: { Add: [{ Group: 'all' as const }] } },
          },
        },
      ],
    }));
    const undo = expectPlan(undoPlanOf({ ...plan, steps }));

    expect(effectLines(undo)).toEqual(['enable', `share ${PROD}`]);
    expect(undo.findings.map(({ code }) => code)).toContain('not-public-again');
  });
});

const DISABLED_BEFORE = sharedWith(account(PROD));

function publicAmi(): Partial<Facts> {
  return { ...sharedWith(EVERYONE), image: image({ public: true }) };
}

/** The plan of an operation about something else than an AMI. */
function other(name: string, input: object): Plan {
  const operation = findOperation(name);
  if (operation.kind !== 'change') throw new Error(`${name} changes nothing`);
  return expectPlan(planOf());

  function planOf(): PlanResult {
    if (operation.kind !== 'change') throw new Error(`${name} changes nothing`);
    switch (operation.subjectKind) {
      case 'image':
        throw new Error(`${name} is about an AMI`);
      case 'instance':
        return operation.plan(input, instanceFacts(), { directory });
      case 'object':
        return operation.plan(input, objectFacts(), { directory });
      case 'recycled':
        return operation.plan(input, recycledFacts(), { directory });
    }
  }
}
