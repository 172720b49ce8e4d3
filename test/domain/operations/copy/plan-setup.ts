import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { plan } from '../../../../src/domain/operations/copy/plan.js';
import { directory, PROD } from '../directory.js';
import { account, AMI, CUSTOMER_KEY, destination, encryptedUnder, facts, key } from '../facts-builder.js';

export const prod = account(PROD);
const IRISH_KEY = CUSTOMER_KEY.replace('us-east-1', 'eu-west-1');
export const irishKey = key(IRISH_KEY, { usableBy: known([PROD]) });
export const encrypted = { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } };

export function regions(names: readonly string[]): CopyInput['targets'] {
  return names.map((region) => ({ kind: 'region', region }));
}

/** Plans a copy to eu-west-1 unless the input says otherwise. */
export function copy(overrides: Partial<Facts>, input: Partial<CopyInput> = {}): PlanResult {
  const whole = { ami: AMI, targets: regions(['eu-west-1']), encrypted: false, ...input };
  return plan(whole, facts(overrides), { directory });
}

export function to(region: string, overrides: Parameters<typeof destination>[1]): Pick<Facts, 'destinations'> {
  return { destinations: [destination(region, overrides)] };
}
