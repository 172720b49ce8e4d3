import type { Facts, ImageReference } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { UnshareInput } from '../../../../src/domain/operations/unshare/input.js';
import { plan } from '../../../../src/domain/operations/unshare/plan.js';
import { directory, ORGANIZATION, PARTNER, PROD } from '../directory.js';
import { account, AMI, facts, sharedWith } from '../facts-builder.js';

export type Targets = UnshareInput['targets'];

export const prod = { kind: 'account', id: PROD } as const;
export const organization = { kind: 'organization', arn: ORGANIZATION } as const;
export const instance: ImageReference = { type: 'ec2:Instance', arn: `arn:aws:ec2:us-east-1:${PROD}:instance/i-0abc` };
export const template: ImageReference = {
  type: 'ec2:LaunchTemplate',
  arn: `arn:aws:ec2:us-east-1:${PROD}:launch-template/lt-1`,
};
export const unused = { usageElsewhere: { [PROD]: known([]) } };

export function unshare(overrides: Partial<Facts>, targets: Targets = [prod]): PlanResult {
  return plan({ ami: AMI, targets }, facts({ ...sharedWith(prod, account(PARTNER)), ...unused, ...overrides }), {
    directory,
  });
}
