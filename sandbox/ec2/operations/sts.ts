import { addSeconds } from 'date-fns';
import { AwsError } from '../errors.js';
import { operation } from '../operation.js';
import { SERVICES } from '../services.js';
import { tagPairs, text, wholeNumber } from '../parameters.js';

/**
 * Fresh credentials in the role's account. A wrong external id is refused in the words of a missing right, as AWS does.
 * Tags and a source identity need permissions of their own in the trust policy. (STS, AssumeRole; IAM User Guide, "Access
 * to AWS accounts owned by third parties", "Pass session tags in AWS STS")
 */
export const assumeRole = operation('sts', 'AssumeRole', {
  params: {
    RoleArn: text.min(20).max(2048),
    RoleSessionName: text.regex(/^[\w+=,.@-]{2,64}$/),
    ExternalId: text.regex(/^[\w+=,.@:/-]{2,1224}$/).optional(),
    DurationSeconds: wholeNumber(900, 43_200).default(3600),
    Policy: text
      .max(2_048)
      .regex(/^[\t\n\r\u0020-\u00FF]+$/)
      .optional(),
    SourceIdentity: text.regex(/^[\w+=,.@-]{2,64}$/).optional(),
    Tags: tagPairs,
  },
  run({ RoleArn, RoleSessionName, ExternalId, DurationSeconds, Policy, SourceIdentity, Tags }, { store, caller, now }) {
    const role = store.get('roles', RoleArn);
    const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(RoleArn) ?? [];
    const trusted = role?.trusts.includes(caller.account) === true && role.externalId === ExternalId;
    if (!trusted || account === undefined || name === undefined) {
      throw SERVICES.sts.denied(caller.arn, `sts:AssumeRole on resource: ${RoleArn}`);
    }
    if (Tags.length > 0 && role.tagging !== true) {
      throw SERVICES.sts.denied(caller.arn, `sts:TagSession on resource: ${RoleArn}`);
    }
    if (SourceIdentity !== undefined && role.tagging !== true) {
      throw SERVICES.sts.denied(caller.arn, `sts:SetSourceIdentity on resource: ${RoleArn}`);
    }
    if (Policy !== undefined && !isJson(Policy)) {
      throw new AwsError('MalformedPolicyDocument', 'The policy is not in the valid JSON format.');
    }
    const id = store.newId('ASIA').replace('-', '').toUpperCase();
    const session = {
      id,
      account,
      arn: `arn:aws:sts::${account}:assumed-role/${name}/${RoleSessionName}`,
      sessionName: RoleSessionName,
      sessionToken: store.newId('session'),
      expiresAt: addSeconds(now, DurationSeconds).toISOString(),
      ...(Policy === undefined ? {} : { sessionPolicy: Policy }),
    };
    store.put('accessKeys', session);
    return {
      Credentials: {
        AccessKeyId: id,
        SecretAccessKey: store.newId('secret'),
        SessionToken: session.sessionToken,
        Expiration: session.expiresAt,
      },
      AssumedRoleUser: { AssumedRoleId: `${id}:${RoleSessionName}`, Arn: session.arn },
    };
  },
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Needs no permission. (STS, GetCallerIdentity) */
export const getCallerIdentity = operation('sts', 'GetCallerIdentity', {
  params: {},
  run(_params, { caller }) {
    return { Account: caller.account, Arn: caller.arn, UserId: caller.sessionName ?? caller.account };
  },
});
