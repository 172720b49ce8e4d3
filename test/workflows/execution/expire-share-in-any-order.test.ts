import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IMAGE, rita } from '../builders.js';
import { UndoHarness } from '../requests/undo-setup.js';

const PROD = '111122223333';
/** Has the AMI by hand from the beginning. */
const OTHER = '777788889999';
/** A grant that expired within this time may still be in revocation. */
const IN_HAND_MS = 60_000;

/** The actions of the property. Times are in minutes. No warning is sent for less than an hour. */
type Action =
  | { readonly kind: 'share'; readonly minutes: number | undefined }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'expire-now' | 'undo'; readonly which: number }
  | { readonly kind: 'take' | 'give' };

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('share' as const), minutes: fc.constantFrom(10, 20, 30, 50, 50, undefined) }),
  fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(3, 9, 17, 41) }),
  fc.record({ kind: fc.constantFrom('expire-now' as const, 'undo' as const), which: fc.nat(5) }),
  fc.record({ kind: fc.constantFrom('take' as const, 'give' as const) }),
);

/** The expected grants of the AMI to prod, with their expiry. */
class Model {
  private holders: { readonly id: string; until: number }[] = [];
  private isByHand = false;
  isThere = false;

  constructor(private readonly now: () => number) {}

  shared(id: string, minutes: number | undefined, doneAt: number): void {
    this.holders.push({ id, until: minutes === undefined ? Infinity : doneAt + minutes * 60_000 });
    this.isThere = true;
  }

  inForce(): readonly { readonly id: string; until: number }[] {
    return this.holders.filter(({ until }) => until > this.now());
  }

  ended(id: string): void {
    for (const holder of this.inForce()) if (holder.id === id) holder.until = this.now();
  }

  undone(id: string): void {
    this.holders = this.holders.filter((holder) => holder.id !== id);
    this.timePassed();
  }

  byHand(isThere: boolean): void {
    this.isByHand = isThere;
    this.isThere = isThere;
  }

  timePassed(): void {
    if (!this.isByHand && this.inForce().length === 0) this.isThere = false;
  }

  isSettled(): boolean {
    return this.holders.every(({ until }) => until > this.now() || until < this.now() - IN_HAND_MS);
  }
}

/** Unshared manually, expired, shared manually again: the later request owns no grant. */
const GIVEN_BY_HAND_AGAIN: Action[] = [
  { kind: 'share', minutes: 10 },
  { kind: 'take' },
  { kind: 'pass', minutes: 17 },
  { kind: 'give' },
  { kind: 'share', minutes: 10 },
  { kind: 'pass', minutes: 41 },
];

const PUT_OFF_TWICE: Action[] = [
  { kind: 'share', minutes: 10 },
  { kind: 'share', minutes: 20 },
  { kind: 'pass', minutes: 9 },
  { kind: 'share', minutes: 50 },
  { kind: 'pass', minutes: 41 },
  { kind: 'pass', minutes: 9 },
];

function byHand(setup: UndoHarness, has: boolean): void {
  const [entry] = setup.ec2.images;
  const accounts = has ? [OTHER, PROD] : [OTHER];
  if (entry === undefined) throw new Error('the AMI is gone');
  entry.sharedWith = accounts.map((id) => ({ kind: 'account', id }));
  for (const snapshot of Object.values(entry.snapshots)) snapshot.sharedWith = [...entry.sharedWith];
}

async function apply(action: Action, setup: UndoHarness, model: Model): Promise<void> {
  const inForce = model.inForce();
  switch (action.kind) {
    case 'share': {
      const span = action.minutes === undefined ? '' : ` for ${String(action.minutes)}m`;
      const request = await setup.submitAndRun(`/ami share ${IMAGE.imageId} with prod, ${OTHER}${span}`);
      const done = request?.history.find(({ type }) => type === 'done');
      if (request !== undefined && done !== undefined) model.shared(request.id, action.minutes, Date.parse(done.at));
      break;
    }
    case 'pass':
      await setup.advanceHours(action.minutes / 60, 1);
      break;
    case 'expire-now': {
      const chosen = inForce[action.which % inForce.length];
      if (chosen === undefined || chosen.until === Infinity) break;
      await setup.act(chosen.id, { kind: 'expire-now' }, rita);
      model.ended(chosen.id);
      await setup.runUntilSettled();
      break;
    }
    case 'undo': {
      const chosen = inForce[action.which % inForce.length];
      if (chosen === undefined) break;
      const { kind } = await setup.undo(chosen.id);
      await setup.runUntilSettled();
      if (kind === 'submitted') model.undone(chosen.id);
      break;
    }
    case 'take':
      byHand(setup, false);
      model.byHand(false);
      break;
    case 'give':
      // A manual share during the grant of a request cannot be distinguished from that grant.
      if (model.isThere || inForce.length > 0 || !model.isSettled()) break;
      byHand(setup, true);
      model.byHand(true);
      break;
  }
  model.timePassed();
}

test('shares made for a limited time, permanently and manually last as long as needed', async () => {
  let ends = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 2, maxLength: 10 }), async (sequence) => {
      const setup = new UndoHarness();
      byHand(setup, false);
      const model = new Model(() => setup.clock.now().getTime());
      for (const command of sequence) {
        await apply(command, setup, model);
        if (!model.isSettled()) continue;
        const expected = model.isThere ? [PROD, OTHER] : [OTHER];
        expect([command, ...setup.shares()]).toEqual([command, expected, expected]);
      }
      const requests = await setup.requests();
      expect(requests.map(({ status }) => status)).not.toContain('failed');
      ends += requests.filter(({ undoOf }) => undoOf?.how === 'expiration').length;
    }),
    { numRuns: 120, examples: [[GIVEN_BY_HAND_AGAIN], [PUT_OFF_TWICE]] },
  );
  // About twenty on the average.
  expect(ends).toBeGreaterThan(5);
});
