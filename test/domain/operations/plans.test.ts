import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Facts, Grantee } from '../../../src/domain/model/facts.js';
import { known } from '../../../src/domain/model/fact.js';
import type {
  ChangeOperation as ImageChange,
  Operation,
  ReadOperation,
  SearchOperation,
  Report,
} from '../../../src/domain/operations/contract.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import type { Plan } from '../../../src/domain/plan/types.js';
import { runs } from '../../runs.js';
import { casesOf } from './cases.js';
import { directory } from './directory.js';
import { account, AMI, BOOT, DATA, facts, sharedWith } from './facts-builder.js';

/** Slack's limit for one text of a message. */
const MAX_TEXT_LENGTH = 3_000;

/** Of these many cases of each operation, one in three at the least is a plan: what is said of every plan is said of some. */
const CASES = 300;

/** The others have tests of their own kind of facts. */
const ABOUT_IMAGES = OPERATIONS.flatMap((operation) => (isAboutImages(operation) ? operation : []));

function isAboutImages(
  operation: Operation,
): operation is Exclude<Operation, { subjectKind: 'instance' | 'recycled' | 'object' }> {
  return operation.kind !== 'change' || operation.subjectKind === 'image';
}

function changes(): readonly ImageChange[] {
  return OPERATIONS.flatMap((operation) =>
    operation.kind === 'change' && operation.subjectKind === 'image' ? operation : [],
  );
}

function imageChange(name: string): ImageChange {
  const operation = changes().find((each) => each.name === name);
  if (operation === undefined) throw new Error(`${name} changes no AMI`);
  return operation;
}

function everyText(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyText) : [];
}

describe.each(changes().map((operation) => ({ name: operation.name, operation })))(
  'every plan of $name',
  ({ name, operation }) => {
    function holds(check: (plan: Plan, facts: Facts) => void): void {
      fc.assert(
        fc.property(casesOf(name), ([input, facts]) => {
          const planned = operation.plan(input, facts, { directory });
          if (planned.kind === 'plan') check(planned.plan, facts);
          else expect(planned.findings.some(({ severity }) => severity === 'refusal')).toBe(true);
        }),
        { numRuns: runs(20, 100) },
      );
    }

    test('is returned for more than a third of the generated cases', () => {
      const made = fc
        .sample(casesOf(name), { numRuns: CASES, seed: 1 })
        .filter(([input, facts]) => operation.plan(input, facts, { directory }).kind === 'plan');

      expect(made.length).toBeGreaterThan(CASES / 3);
    });

    test('has a step to run, or is refused with a finding, for any facts', () => {
      holds((plan) => {
        expect(plan.operation).toBe(name);
        expect(plan.steps.length).toBeGreaterThan(0);
        expect(plan.findings.every(({ severity }) => severity !== 'refusal')).toBe(true);
      });
    });

    test('has unique step IDs and refers only to earlier steps', () => {
      holds(({ steps }) => {
        const ids = steps.map(({ id }) => id);

        expect(new Set(ids).size).toBe(ids.length);
        for (const [index, { after, cleanup }] of steps.entries()) {
          const named = [...after, cleanup?.stepId, cleanup?.unlessDone].filter((id) => id !== undefined);
          expect(ids.slice(0, index)).toEqual(expect.arrayContaining(named));
        }
      });
    });

    test('assigns each step to at most one target', () => {
      holds(({ steps, perTarget }) => {
        const named = (perTarget?.targets ?? []).flatMap((part) => part.steps);

        expect(new Set(named).size).toBe(named.length);
        expect(steps.filter(({ cleanup }) => cleanup === undefined).map(({ id }) => id)).toEqual(
          expect.arrayContaining(named),
        );
        for (const part of perTarget?.targets ?? []) expect(part.steps).not.toEqual([]);
      });
    });

    test('cleans up every temporary resource, even after a failure', () => {
      holds(({ steps }) => {
        const lent = steps.filter(({ id }) => id.startsWith('lend-') || id === 'reencrypt');
        const retained = steps.filter(({ call, undo }) => call.name === 'CopySnapshot' && undo?.length === 0);
        const cleaned = steps.flatMap(({ cleanup }) => cleanup?.stepId ?? []);
        const onTheWay = steps.some(({ id }) => id === 'reencrypt');

        // What is given to a copy on the way goes away with it; what is not known to be missing stays.
        const owed = lent.filter(({ id, undo }) => undo !== undefined && (!onTheWay || id === 'reencrypt'));
        expect(cleaned).toEqual(expect.arrayContaining([...owed, ...retained].map(({ id }) => id)));
      });
    });

    test('makes only the calls that the help lists', () => {
      holds(({ steps }) => {
        expect(operation.calls).toEqual(expect.arrayContaining(steps.map(({ call }) => call.name)));
      });
    });

    test('has no duplicate findings for a subject', () => {
      holds(({ findings }) => {
        const names = findings.map(({ code, subject }) => JSON.stringify([code, subject]));

        expect(names).toEqual([...new Set(names)]);
      });
    });

    test("acts only in the AMI's account and in the target accounts of a copy", () => {
      holds(({ steps, subject, policyInput }, { image: observed }) => {
        const copiedTo = policyInput.targets.flatMap((each) =>
          name === 'copy' && each.kind === 'account' ? each.id : [],
        );
        expect([observed.account, ...copiedTo]).toEqual(
          expect.arrayContaining([...new Set(steps.map(({ call }) => call.account))]),
        );
        expect(subject).toEqual({ imageId: observed.imageId, region: observed.region, account: observed.account });
      });
    });
  },
);

test('copy plans cover every copy method', () => {
  const made = fc
    .sample(casesOf('copy'), { numRuns: CASES, seed: 1 })
    .map(([input, facts]) => imageChange('copy').plan(input, facts, { directory }));
  const ids = made.flatMap((each) => (each.kind === 'plan' ? each.plan.steps.map(({ id }) => id) : []));

  for (const way of [/^copy-eu-west-1/, /^copy-\d{12}/, /^reencrypt/, /^register-/, /^image-/]) {
    expect(ids.filter((id) => way.test(id)).length).toBeGreaterThan(2);
  }
});

describe('every text', () => {
  test.each(ABOUT_IMAGES.map((operation) => ({ name: operation.name, operation })))(
    'of $name fits a message and is on one line',
    ({ name, operation }) => {
      fc.assert(
        fc.property(casesOf(name), ([input, facts]) => {
          const shown =
            operation.kind === 'change'
              ? shownOf(operation, input, facts)
              : shownOfSheet(answerOf(operation, input, facts));

          for (const each of everyText(shown)) {
            expect(each.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
            expect(each).not.toMatch(/[\n\r\p{Cc}]/u);
          }
        }),
        { numRuns: runs(20, 100) },
      );
    },
  );
});

function answerOf(operation: ReadOperation | SearchOperation, input: unknown, facts: Facts): Report {
  if (operation.kind === 'read') return operation.answer(input, facts, { directory });
  const { image, launchPermissions, observedAt } = facts;
  const found = { image, ...(launchPermissions === undefined ? {} : { sharedWith: launchPermissions }) };
  const unreachable = [{ account: image.ownerId, region: image.region, reason: image.description }];
  return operation.answer(input, { observedAt, images: [found], unreachable }, { directory });
}

function shownOfSheet({ title, sections, findings }: Report): unknown {
  return [title, sections, findings.map(({ text, fix }) => [text, fix])];
}

/** What people are shown of a plan, without its calls and the tags that the rules look at. */
function shownOf(operation: ImageChange, input: unknown, facts: Facts): unknown {
  const planned = operation.plan(input, facts, { directory });
  if (planned.kind === 'refused') return [planned.title, planned.findings.map(({ text, fix }) => [text, fix])];
  const { title, findings, evidence, steps } = planned.plan;
  return [title, evidence, findings.map(({ text, fix }) => [text, fix]), steps.map((step) => step.title)];
}

describe('share and unshare', () => {
  const accounts = fc.uniqueArray(fc.constantFrom('111122223333', '777788889999', '123412341234'), { minLength: 1 });

  test('reverse each other and keep the permissions that existed before', () => {
    fc.assert(
      fc.property(accounts, fc.constantFrom([], ['555566667777']), (asked, before) => {
        const others = before.map(account);
        const shared = after('share', asked, others);
        const unshared = after('unshare', asked, shared);

        expect(shared).toEqual({ image: has(before, asked), [BOOT]: has(before, asked), [DATA]: has(before, asked) });
        expect(unshared).toEqual({ image: has(before), [BOOT]: has(before), [DATA]: has(before) });
      }),
    );
  });
});

type Permissions = Readonly<Record<string, readonly string[]>>;

/** Who may use the AMI and its snapshots once an operation has run. */
function after(name: string, asked: readonly string[], before: readonly Grantee[] | Permissions): Permissions {
  const start: Permissions = isPermissions(before)
    ? before
    : Object.fromEntries(['image', BOOT, DATA].map((thing) => [thing, before.map((each) => idOf(each))]));
  const planned = imageChange(name).plan({ ami: AMI, targets: asked.map(account) }, factsFrom(start), { directory });
  if (planned.kind === 'refused') throw new Error('refused');
  return planned.plan.steps.reduce(apply, start);
}

function isPermissions(before: readonly Grantee[] | Permissions): before is Permissions {
  return !Array.isArray(before);
}

function factsFrom(permissions: Permissions): Facts {
  function grantees(thing: string): readonly Grantee[] {
    return (permissions[thing] ?? []).map(account);
  }
  return facts({
    ...sharedWith(),
    launchPermissions: known(grantees('image')),
    volumePermissions: { [BOOT]: known(grantees(BOOT)), [DATA]: known(grantees(DATA)) },
  });
}

function apply(permissions: Permissions, { call }: Plan['steps'][number]): Permissions {
  if (call.name === 'ModifyImageAttribute') {
    const { Add = [], Remove = [] } = call.input.LaunchPermission;
    return changed(
      permissions,
      'image',
      Add.map(({ UserId }) => UserId ?? ''),
      Remove.map(({ UserId }) => UserId ?? ''),
    );
  }
  if (call.name === 'ModifySnapshotAttribute') {
    const { SnapshotId, OperationType, UserIds = [] } = call.input;
    const thing = typeof SnapshotId === 'string' ? SnapshotId : '';
    return OperationType === 'add'
      ? changed(permissions, thing, UserIds, [])
      : changed(permissions, thing, [], UserIds);
  }
  throw new Error(`${call.name} is no part of sharing`);
}

function changed(
  permissions: Permissions,
  thing: string,
  added: readonly string[],
  removed: readonly string[],
): Permissions {
  const kept = (permissions[thing] ?? []).filter((id) => !removed.includes(id));
  return { ...permissions, [thing]: has(kept, added) };
}

function has(...ids: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(ids.flat())].sort();
}

function idOf(grantee: Grantee): string {
  return grantee.kind === 'account' ? grantee.id : '';
}
