import fc from 'fast-check';
import type { Facts } from '../../../src/domain/model/facts.js';
import type { Image } from '../../../src/domain/model/image.js';
import { anyFacts, target, text } from './arbitrary-facts.js';
import { OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from './directory.js';
import { AMI, facts, image } from './facts-builder.js';
import { defaultFacts } from './usual-facts.js';

/** What was asked for, as `parse` would give it, and what was observed. */
export type Case = readonly [input: unknown, facts: Facts];

const ami = fc.constant(AMI);
const notTheOwner = target.filter((each) => each.kind !== 'account' || each.id !== OWNER);
const targets = fc.oneof({ weight: 3, arbitrary: someOf(notTheOwner) }, someOf(target));
const launching = fc.record({ instanceType: text, subnet: text }, { requiredKeys: ['instanceType'] });

const regions = fc.constantFrom('eu-west-1', 'ap-southeast-2').map((region) => ({ kind: 'region' as const, region }));
const toProd = fc.constant([{ kind: 'account' as const, id: PROD }]);
const places = fc.oneof(
  regions,
  fc.constant({ kind: 'region' as const, region: 'us-east-1' }),
  fc.constantFrom(OWNER, PROD, PARTNER, UNLISTED_ACCOUNT).map((id) => ({ kind: 'account' as const, id })),
);

/** A copy within the account or to another, by each of the ways; and whatever can be asked for. */
const copy = fc.oneof(
  fc.record(
    { ami, targets: fc.oneof(someOf(regions), toProd), encrypted: fc.boolean(), name: text },
    { requiredKeys: ['ami', 'targets', 'encrypted'] },
  ),
  fc.record({ ami, targets: fc.oneof(someOf(regions), toProd), encrypted: fc.constant(true), key: text }),
  fc.record({ ami, targets: toProd, encrypted: fc.boolean(), by: fc.constant('snapshots') }),
  fc.record({ ami, targets: toProd, encrypted: fc.constant(false), launching }),
  fc.record(
    {
      ami,
      targets: someOf(places),
      by: fc.constant('snapshots'),
      launching,
      encrypted: fc.boolean(),
      name: text,
      key: text,
    },
    { requiredKeys: ['ami', 'targets', 'encrypted'] },
  ),
);

const INPUTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  info: fc.record({ ami }),
  share: fc.record({ ami, targets }),
  unshare: fc.record({ ami, targets }),
  copy,
  deprecate: fc.record({
    ami,
    at: fc.constantFrom('2026-11-25T00:00:00.000Z', '2027-01-31T18:30:00.000Z', '2020-01-01T00:00:00.000Z'),
  }),
  undeprecate: fc.record({ ami }),
  disable: fc.record({ ami }),
  protect: fc.record({ ami }),
  unprotect: fc.record({ ami }),
  publish: fc.record({ ami }),
  unpublish: fc.record({ ami }),
  enable: fc.record({ ami, sharing: fc.boolean() }),
  launch: fc.record({ ami, instanceType: text, subnet: text }, { requiredKeys: ['ami', 'instanceType'] }),
  deregister: fc.record({ ami, snapshots: fc.boolean() }),
  retire: fc.record({ ami, durationMs: fc.integer({ min: 600_000, max: 63_072_000_000 }), snapshots: fc.boolean() }),
  find: fc.record({ words: fc.array(text, { minLength: 1 }) }),
  list: fc.record({ which: fc.constantFrom(undefined, 'shared', 'public') }),
};

/** Of one operation: mostly facts in which it is possible, with some parts at random; else any facts at all. */
export function casesOf(operation: string): fc.Arbitrary<Case> {
  const input = INPUTS[operation];
  if (input === undefined) throw new Error(`no inputs are given for ${operation}`);
  const usual = fc.constantFrom(...defaultFacts(operation)).chain(factsLike);
  return fc.tuple(input, fc.oneof({ weight: 3, arbitrary: usual }, anyFacts));
}

const PARTS = keysOf({ ...facts(), launch: undefined, sharingBeforeDisable: undefined }).filter(
  (part) => part !== 'image',
);
const DETAILS = keysOf({
  ...image(),
  ownerAlias: undefined,
  deprecatedAt: undefined,
  bootMode: undefined,
  watermarks: undefined,
});

/** These facts with a few of their parts, and a few details of the AMI, as random ones have them. */
function factsLike(usual: Facts): fc.Arbitrary<Facts> {
  return fc
    .tuple(anyFacts, fc.subarray(PARTS, { maxLength: 3 }), fc.subarray(DETAILS, { maxLength: 2 }))
    .map(([any, parts, details]) => ({
      ...usual,
      ...some(any, parts),
      image: { ...usual.image, ...some(any.image, details) },
    }));
}

function some<T extends Facts | Image>(from: T, keys: readonly (keyof T)[]): Partial<T> {
  const picked: Partial<T> = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}

function keysOf<T extends object>(whole: T): (keyof T)[] {
  return Object.keys(whole).filter((key): key is keyof T & string => key in whole);
}

function someOf<T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.uniqueArray(each, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) });
}
