import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PlanResult } from '../../../src/domain/operations/contract.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import type { CallName } from '../../../src/domain/plan/call-inputs.js';
import type { Plan, Step } from '../../../src/domain/plan/types.js';
import { evaluatePolicy } from '../../../src/domain/policy/evaluate.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import { runs } from '../../runs.js';
import { casesOf } from '../operations/cases.js';
import { directory } from '../operations/directory.js';
import { instanceFacts, objectFacts, recycledFacts } from '../operations/facts-builder.js';
import { undoPlanOf } from './undo-plan.js';

/** An action, and the word of `to` that names its target. */
type Judged = readonly [action: string, to?: string];

/** What a rule must have allowed before a plan makes the call: written down again here, apart from the product's table. */
const ACTIONS: Readonly<Partial<Record<CallName, readonly string[]>>> = {
  CopyImage: ['copy'],
  CopySnapshot: ['copy'],
  RegisterImage: ['copy'],
  CreateImage: ['create', 'copy'],
  ImportImage: ['import'],
  RunInstances: ['launch'],
  TerminateInstances: ['terminate'],
  DeregisterImage: ['deregister', 'retire'],
  DisableImage: ['disable', 'retire'],
  EnableImage: ['enable'],
  EnableImageDeprecation: ['deprecate', 'retire'],
  DisableImageDeprecation: ['undeprecate'],
  EnableImageDeregistrationProtection: ['protect'],
  DisableImageDeregistrationProtection: ['unprotect'],
  RestoreImageFromRecycleBin: ['restore'],
  RestoreSnapshotFromRecycleBin: ['restore'],
};

/** Of what the plan itself has just made. */
const OWN_RESOURCES: readonly CallName[] = ['CreateTags', 'StopInstances'];

function judgedBy({ call, id }: Step, plan: Plan): readonly Judged[] {
  if (call.name === 'ModifyImageAttribute') {
    const { Add = [], Remove = [] } = call.input.LaunchPermission;
    const names = [
      ...Add.map((entry) => ['share', 'publish', entry] as const),
      ...Remove.map((entry) => ['unshare', 'unpublish', entry] as const),
    ];
    return names.flatMap(([named, everyone, entry]): readonly Judged[] => {
      if (entry.Group !== undefined) return [[everyone]];
      return permission(named, entry.UserId ?? entry.OrganizationArn ?? entry.OrganizationalUnitArn ?? '', id, plan);
    });
  }
  if (call.name === 'ModifySnapshotAttribute') {
    const { OperationType, UserIds = [], GroupNames } = call.input;
    expect(GroupNames).toBeUndefined();
    return UserIds.flatMap((user) => permission(OperationType === 'add' ? 'share' : 'unshare', user, id, plan));
  }
  const actions = ACTIONS[call.name];
  if (actions !== undefined) return [[actions.find((name) => name === plan.operation) ?? actions[0] ?? '']];
  expect(OWN_RESOURCES).toContain(call.name);
  return [];
}

/** What is lent to the account that copies is judged as the copy to it, where the plan takes it back. */
function permission(action: string, to: string, id: string, { steps, operation }: Plan): readonly Judged[] {
  const isTakenBack = steps.some(({ cleanup }) => cleanup?.stepId === id || cleanup?.stepId === 'reencrypt');
  return id.startsWith('lend-') && operation === 'copy' && isTakenBack ? [['copy', to]] : [[action, to]];
}

function isCleanUp({ cleanup, call }: Step, { steps }: Plan): boolean {
  if (cleanup === undefined) return false;
  expect(steps.map(({ id }) => id)).toContain(cleanup.stepId);
  expect(JSON.stringify(call.input)).toMatch(
    call.name.startsWith('Modify') ? /"Remove"|"remove"/ : new RegExp(`"step":"${cleanup.stepId}"`),
  );
  return true;
}

const ANYTHING: readonly Rule[] = [true, false].map((inUse) => ({ action: ['*'], inUse, effect: { kind: 'auto' } }));

function expectJudged(plan: Plan): void {
  expect(evaluatePolicy(ANYTHING, plan, directory).kind).toBe('auto');
  for (const step of plan.steps.filter((each) => !isCleanUp(each, plan))) {
    for (const [action, to] of sampleOf(judgedBy(step, plan))) {
      const refusing: Rule = {
        action: [action],
        ...(to === undefined ? {} : { to: [to] }),
        effect: { kind: 'refuse', message: 'No.' },
      };
      expect([action, to, evaluatePolicy([refusing, ...ANYTHING], plan, directory).kind]).toEqual([
        action,
        to,
        'refused',
      ]);
    }
  }
}

/** An AMI can have a thousand grantees. */
function sampleOf<T>(all: readonly T[]): readonly T[] {
  return [...all.slice(0, 2), ...all.slice(2).slice(-2)];
}

function expectPublishesOnlyAsPublish(plan: Plan): void {
  if (plan.operation === 'publish') return;
  expect(JSON.stringify(plan.steps)).not.toContain('"Add":[{"Group":"all"}]');
}

const OBSERVED = { instance: instanceFacts(), object: objectFacts(), recycled: recycledFacts() };
const INPUTS: Readonly<Record<string, object>> = {
  create: { instance: 'i-1', name: 'web', noReboot: false },
  import: { bucket: 'b', key: 'k', format: 'OVA', name: 'web' },
  restore: { ami: 'ami-1' },
};

/** The plans of an operation: for any facts about an AMI, else for ordinary ones. */
function plansOf(operation: (typeof OPERATIONS)[number] & { kind: 'change' }): fc.Arbitrary<PlanResult> {
  const context = { directory };
  const input = INPUTS[operation.name] ?? {};
  switch (operation.subjectKind) {
    case 'image':
      return casesOf(operation.name).map(([drawn, facts]) => operation.plan(drawn, facts, context));
    case 'instance':
      return fc.constant(operation.plan(input, OBSERVED.instance, context));
    case 'object':
      return fc.constant(operation.plan(input, OBSERVED.object, context));
    case 'recycled':
      return fc.constant(operation.plan(input, OBSERVED.recycled, context));
  }
}

const CHANGES = OPERATIONS.flatMap((operation) => (operation.kind === 'change' ? operation : []));

describe.each(CHANGES.map((operation) => ({ name: operation.name, operation })))('$name', ({ operation }) => {
  test('plans no call whose effects no rule has judged, and neither does its undo', () => {
    fc.assert(
      fc.property(plansOf(operation), (planned) => {
        if (planned.kind === 'refused') return;
        expectJudged(planned.plan);
        expectPublishesOnlyAsPublish(planned.plan);
        const undo = undoPlanOf(planned.plan);
        if (undo.kind === 'refused') return;
        expectJudged(undo.plan);
        expectPublishesOnlyAsPublish(undo.plan);
      }),
      { numRuns: runs(40, 400), endOnFailure: true },
    );
  });
});
