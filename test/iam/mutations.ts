import { CALL_SPECS } from '../../src/domain/plan/call-specs.js';
import type { Authorization } from './authorizations.js';

/** A question that the plan does not ask, and what is different in it. */
export interface Mutation {
  readonly what: 'action' | 'Region' | 'account' | 'resource' | 'recipient' | 'request' | 'condition';
  readonly question: Authorization;
}

const OTHER_REGION = 'ap-southeast-2';
const OTHER_ACCOUNT = '121212121212';
const OTHER_REQUEST = 'AR-ZZZZZZ';
const REQUEST = 'aws:RequestTag/ami-steward:request';
const RECIPIENTS = /^ec2:(Add|Remove)\/(userId|group)$/;

/**
 * Resources that a call does not name, so that IAM cannot tell the right one: docs/security.md lists them. Their Region,
 * and the account where the ARN has one, are limited all the same.
 */
const UNNAMED =
  /:(network-interface|security-group|subnet|key)\/|^arn:aws:ec2:[^:]*::(image|snapshot)\/new$|:(import-image-task|instance|volume)\/new$/;

/** Everything that differs from a question in one way. `policy` is the document of the session. */
export function mutationsOf(question: Authorization, policy: string): readonly Mutation[] {
  return [
    ...otherActions(question, policy),
    ...otherPlaces(question),
    ...otherResources(question),
    ...otherRecipients(question, policy),
    ...otherRequests(question),
    ...otherConditions(question),
  ];
}

/** The changes of the same kind of resource that the policy does not name. */
function otherActions(question: Authorization, policy: string): readonly Mutation[] {
  const kind = kindOf(question.resource);
  return Object.keys(CALL_SPECS)
    .filter((name) => ON[name] === kind && !policy.includes(`"ec2:${name}"`))
    .map((name) => ({ what: 'action', question: { ...question, action: `ec2:${name}`, context: {} } }));
}

/** What each call changes that exists already. */
const ON: Readonly<Record<string, string>> = {
  ModifyImageAttribute: 'image',
  DeregisterImage: 'image',
  DisableImage: 'image',
  EnableImage: 'image',
  EnableImageDeprecation: 'image',
  DisableImageDeprecation: 'image',
  EnableImageDeregistrationProtection: 'image',
  DisableImageDeregistrationProtection: 'image',
  RestoreImageFromRecycleBin: 'image',
  ModifySnapshotAttribute: 'snapshot',
  DeleteSnapshot: 'snapshot',
  RestoreSnapshotFromRecycleBin: 'snapshot',
  StopInstances: 'instance',
  TerminateInstances: 'instance',
  CancelImportTask: 'import-image-task',
};

function kindOf(resource: string): string {
  return resource.slice(resource.lastIndexOf(':') + 1).split('/')[0] ?? '';
}

function otherPlaces(question: Authorization): readonly Mutation[] {
  const [arn, partition, service, region, account, ...rest] = question.resource.split(':');
  function moved(at: string, owner: string): Authorization {
    return { ...question, resource: [arn, partition, service, at, owner, ...rest].join(':') };
  }
  return [
    ...(region === undefined || region === ''
      ? []
      : [{ what: 'Region', question: moved(OTHER_REGION, account ?? '') } as const]),
    // A key may be another account's: its key policy decides.
    ...(account === undefined || account === '' || service === 'kms'
      ? []
      : [{ what: 'account', question: moved(region ?? '', OTHER_ACCOUNT) } as const]),
  ];
}

function otherResources(question: Authorization): readonly Mutation[] {
  if (UNNAMED.test(question.resource)) return [];
  const resource = question.resource.replace(/[^-/]+$/, '0badbadbadbadbad0');
  return [{ what: 'resource', question: { ...question, resource } }];
}

function otherRecipients(question: Authorization, policy: string): readonly Mutation[] {
  const recipients = Object.entries(question.context).filter(([key]) => RECIPIENTS.test(key));
  if (recipients.length === 0) return [];
  const others = Object.fromEntries(Object.entries(question.context).filter(([key]) => !RECIPIENTS.test(key)));
  const contexts = recipients.flatMap(([key, value]) => [
    { [key]: OTHER_ACCOUNT },
    { [key]: value, 'ec2:Add/group': 'all' },
    { 'ec2:Add/group': 'all' },
    ...opposites(key, policy).map((opposite) => ({ [opposite]: value })),
  ]);
  return contexts.map((context) => ({
    what: 'recipient',
    question: { ...question, context: { ...others, ...context } },
  }));
}

/** A plan may grant something for its own time, and revoke it. */
function opposites(key: string, policy: string): readonly string[] {
  const opposite = key.startsWith('ec2:Add') ? key.replace('Add', 'Remove') : key.replace('Remove', 'Add');
  return policy.includes(`{"${opposite}":[`) ? [] : [opposite];
}

/** A resource that is created, or tagged, for another request. */
function otherRequests(question: Authorization): readonly Mutation[] {
  if (!(REQUEST in question.context)) return [];
  return [{ what: 'request', question: { ...question, context: { ...question.context, [REQUEST]: OTHER_REQUEST } } }];
}

const OTHER_VALUES: Readonly<Record<string, string>> = {
  'kms:ViaService': 's3.us-east-1.amazonaws.com',
  'kms:GrantIsForAWSResource': 'false',
  'iam:PassedToService': 'ec2.amazonaws.com',
  'ec2:InstanceType': 'p5.48xlarge',
  'ec2:MetadataHttpTokens': 'optional',
};

function otherConditions(question: Authorization): readonly Mutation[] {
  // A grant is checked by its grantee. EC2 creates it.
  return Object.entries(OTHER_VALUES)
    .filter(([key]) => key in question.context && !(key === 'kms:ViaService' && question.action === 'kms:CreateGrant'))
    .map(([key, value]) => ({
      what: 'condition',
      question: { ...question, context: { ...question.context, [key]: value } },
    }));
}
