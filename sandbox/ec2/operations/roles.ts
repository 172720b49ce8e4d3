import { AwsError } from '../errors.js';
import { findRole } from '../imports/role.js';
import { operation } from '../operation.js';
import { text } from '../parameters.js';

/** The trust policy comes in the encoding of URLs. (IAM API, GetRole) */
export const getRole = operation('iam', 'GetRole', {
  params: { RoleName: text },
  run({ RoleName }, call) {
    const role = findRole(RoleName, call);
    if (role === undefined) {
      throw new AwsError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`, 404);
    }
    const accounts = role.trusts.map((account) => `arn:aws:iam::${account}:root`);
    const statements = [
      ...(accounts.length === 0 ? [] : [allow({ AWS: accounts })]),
      ...(role.services ?? []).map((service) => allow({ Service: service })),
    ];
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    return { Role: { RoleName, Arn: role.id, AssumeRolePolicyDocument: encodeURIComponent(document) } };
  },
});

function allow(principal: Readonly<Record<string, string | readonly string[]>>) {
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
}
