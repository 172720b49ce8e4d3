import type { Facts } from '../../../../src/domain/model/facts.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { ShareInput } from '../../../../src/domain/operations/share/input.js';
import { plan } from '../../../../src/domain/operations/share/plan.js';
import { directory, ORGANIZATION, OU, PROD } from '../directory.js';
import { AMI, facts } from '../facts-builder.js';

export type Targets = ShareInput['targets'];

export const prod = { kind: 'account', id: PROD } as const;
export const organization = { kind: 'organization', arn: ORGANIZATION } as const;
export const ou = { kind: 'ou', arn: OU } as const;

/** Plans a share with prod unless other targets are given. */
export function share(overrides: Partial<Facts>, targets: Targets = [prod]): PlanResult {
  return plan({ ami: AMI, targets }, facts(overrides), { directory });
}
