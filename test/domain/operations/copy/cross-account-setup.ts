import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { plan } from '../../../../src/domain/operations/copy/plan.js';
import { expectPlan } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { AMI, AWS_KEY, CUSTOMER_KEY, destination, encryptedUnder, facts, key } from '../facts-builder.js';

export const ABROAD = { account: PROD, region: 'us-east-1' };
export const HERE = { account: OWNER, region: 'us-east-1' };

export function copy(overrides: Partial<Facts> = {}, input: Partial<CopyInput> = {}): PlanResult {
  const whole: CopyInput = { ami: AMI, targets: [{ kind: 'account', id: PROD }], encrypted: false, ...input };
  const there = destination('us-east-1', { account: PROD });
  return plan(whole, facts({ destinations: [there], uefiData: known(null), ...overrides }), { directory });
}

export function callsOf(planned: PlanResult): readonly unknown[] {
  return expectPlan(planned).steps.map(({ id, call, after, cleanup }) => [
    id,
    call.name,
    call.account,
    after,
    ...(cleanup === undefined ? [] : [cleanup]),
  ]);
}

export function output(step: string, name: string): { readonly step: string; readonly output: string } {
  return { step, output: name };
}

/** A customer managed key that prod may use. */
export const usableKey = key(CUSTOMER_KEY, { usableBy: known([PROD]) });
/** Snapshots under a key that AWS manages, and a named key that prod may use. */
export const awsEncrypted = {
  snapshots: encryptedUnder(AWS_KEY),
  keys: { [AWS_KEY]: key(AWS_KEY) },
  namedKey: usableKey,
};
export const named = { encrypted: true, key: CUSTOMER_KEY };
export const GRANT = `lend-${PROD}`;
export const REVOKE = `take-back-${PROD}`;
