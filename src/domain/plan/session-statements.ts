import { callSpec, createdResourceTypes } from './call-specs.js';
import { REQUEST_TAG, type ResolvedCall } from './outputs.js';

/** One Allow statement of a session policy, as IAM writes it. */
export interface PolicyStatement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: PolicyCondition;
}

/** Values by condition key by operator. */
type PolicyCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * Returns the statements that allow one call and nothing else: the call on the resources that it names, on the resources
 * that it creates with the request's tag, and what the call needs besides. (Service Authorization Reference, Amazon EC2)
 */
export function statementsFor(call: ResolvedCall, partition: string): readonly PolicyStatement[] {
  const place = { partition, account: call.account, region: call.region };
  return [
    ...namedResources(call, place),
    ...createdResources(call, place),
    ...snapshotDeletion(call, place),
    ...keyUse(call, place),
    ...passRole(call, place),
  ];
}

interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** Parameters that name resources in the Region of the call, and parameters that name them in `SourceRegion`. */
const NAMES = ['ImageId', 'SnapshotId', 'InstanceId', 'InstanceIds', 'ImportTaskId', 'Resources', 'SubnetId'];
const SOURCE_NAMES = ['SourceImageId', 'SourceSnapshotId'];

function namedResources(call: ResolvedCall, place: Place): readonly PolicyStatement[] {
  const { name, input } = call;
  const source = { ...place, region: typeof input.SourceRegion === 'string' ? input.SourceRegion : place.region };
  const resources = [
    ...NAMES.flatMap((parameter) => stringsIn(input[parameter])).flatMap((id) => arnOf(id, place)),
    ...SOURCE_NAMES.flatMap((parameter) => stringsIn(input[parameter])).flatMap((id) => arnOf(id, source)),
    ...deviceSnapshots(input, place),
  ];
  return resources.length === 0 ? [] : [statement([`ec2:${name}`], resources, conditionOf(call))];
}

/** Above this, the ARNs of the snapshots alone could fill a session policy. */
const MAX_DEVICE_SNAPSHOTS = 20;

function deviceSnapshots(input: ResolvedCall['input'], place: Place): readonly string[] {
  const ids = stringsIn(input.BlockDeviceMappings).filter((text) => /^snap-[0-9a-f]+$/.test(text));
  return ids.length > MAX_DEVICE_SNAPSHOTS ? [anyOf('snapshot', place)] : ids.flatMap((id) => arnOf(id, place));
}

/** The resources that a call creates do not exist yet. Those that it tags are recognized by the tag of the request. */
function createdResources(call: ResolvedCall, place: Place): readonly PolicyStatement[] {
  const { name, input } = call;
  const created = createdResourceTypes(name).map((type) => anyOf(type, place));
  const untagged = (callSpec(name).usesUnnamed ?? [])
    .filter((type) => type !== 'subnet' || input.SubnetId === undefined)
    .map((type) => anyOf(type, place));
  const condition = { [`aws:RequestTag/${REQUEST_TAG}`]: requestIdIn(input) };
  const launch = name === 'RunInstances' ? instanceCondition(input) : undefined;
  return [
    ...(untagged.length === 0 ? [] : [statement([`ec2:${name}`], untagged)]),
    ...(launch === undefined
      ? []
      : [
          statement([`ec2:${name}`], [anyOf('instance', place)], {
            ...launch,
            StringEquals: { ...launch.StringEquals, ...condition },
          }),
        ]),
    ...(created.length === 0
      ? []
      : [
          statement(
            [`ec2:${name}`],
            created.filter((arn) => launch === undefined || arn !== anyOf('instance', place)),
            { StringEquals: condition },
          ),
          statement(['ec2:CreateTags'], created, { StringEquals: { 'ec2:CreateAction': name, ...condition } }),
        ]),
  ];
}

/** No profile: an instance with a role could do what the role may. */
function instanceCondition(input: ResolvedCall['input']): PolicyCondition {
  return {
    StringEquals: {
      'ec2:InstanceType': escapeVariables(String(input.InstanceType)),
      'ec2:MetadataHttpTokens': 'required',
    },
    Null: { 'ec2:InstanceProfile': 'true' },
  };
}

function conditionOf({ name, input }: ResolvedCall): PolicyCondition | undefined {
  if (name === 'ModifySnapshotAttribute') return recipientCondition(input);
  return name === 'CreateTags' ? tagCondition(input) : undefined;
}

/**
 * Exactly one of the four keys is present, with values from the call only: one call can add and remove, accounts and
 * groups. (Service Authorization Reference, ModifySnapshotAttribute)
 */
function recipientCondition(input: ResolvedCall['input']): PolicyCondition {
  const change = input.OperationType === 'add' ? 'Add' : 'Remove';
  const users = stringsIn(input.UserIds);
  const present = `ec2:${change}/${users.length > 0 ? 'userId' : 'group'}`;
  const values = users.length > 0 ? users : stringsIn(input.GroupNames);
  return {
    'ForAllValues:StringEquals': { [present]: values.map(escapeVariables) },
    Null: Object.fromEntries(RECIPIENT_KEYS.map((key) => [key, key === present ? 'false' : 'true'])),
  };
}

const RECIPIENT_KEYS = ['ec2:Add/group', 'ec2:Add/userId', 'ec2:Remove/group', 'ec2:Remove/userId'];

function tagCondition(input: ResolvedCall['input']): PolicyCondition {
  const keys = tagsIn(input.Tags).map(({ Key }) => escapeVariables(Key));
  return {
    StringEquals: { [`aws:RequestTag/${REQUEST_TAG}`]: requestIdIn(input) },
    'ForAllValues:StringEquals': { 'aws:TagKeys': keys },
  };
}

/** DeregisterImage names no snapshots: it deletes those of the AMI. (EC2 API Reference, DeregisterImage) */
function snapshotDeletion({ input }: ResolvedCall, place: Place): readonly PolicyStatement[] {
  return input.DeleteAssociatedSnapshots === true
    ? [statement(['ec2:DeleteSnapshot'], [anyOf('snapshot', place)])]
    : [];
}

/** Keys are used by EC2 in the name of the session, in the Region of the call and in the one that a copy is read from. */
function keyUse({ name, input }: ResolvedCall, place: Place): readonly PolicyStatement[] {
  const actions = (callSpec(name).extraPermissions ?? []).filter((action) => action.startsWith('kms:'));
  if (actions.length === 0) return [];
  const regions = [...new Set([place.region, ...stringsIn(input.SourceRegion)])];
  const keys = regions.map((region) => `arn:${place.partition}:kms:${region}:*:key/*`);
  const grant: readonly string[] = actions.filter((action) => action === 'kms:CreateGrant');
  const description: readonly string[] = actions.filter((action) => action === 'kms:DescribeKey');
  const use = actions.filter((action) => !grant.includes(action) && !description.includes(action));
  return [
    statement(use, keys, { StringLike: { 'kms:ViaService': regions.map((region) => `ec2.${region}.*`) } }),
    statement(grant, keys, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    ...(description.length === 0 ? [] : [statement(description, keys)]),
  ];
}

/** (VM Import/Export User Guide, "Required permissions for VM Import/Export") */
function passRole({ name }: ResolvedCall, { partition, account }: Place): readonly PolicyStatement[] {
  if (callSpec(name).extraPermissions?.includes('iam:PassRole') !== true) return [];
  return [
    statement(['iam:PassRole'], [`arn:${partition}:iam::${account}:role/vmimport`], {
      StringLike: { 'iam:PassedToService': 'vmie.*' },
    }),
  ];
}

function statement(
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: PolicyCondition,
): PolicyStatement {
  return { Action, Resource: [...new Set(Resource)], ...(Condition === undefined ? {} : { Condition }) };
}

/** AMIs and snapshots have no account in their ARN. */
const WITHOUT_ACCOUNT = new Set(['image', 'snapshot']);

function anyOf(type: string, place: Place): string {
  return resourceArn(type, '*', place);
}

function resourceArn(type: string, id: string, { partition, account, region }: Place): string {
  return `arn:${partition}:ec2:${region}:${WITHOUT_ACCOUNT.has(type) ? '' : account}:${type}/${id}`;
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^ami-[0-9a-f]+$/, 'image'],
  [/^snap-[0-9a-f]+$/, 'snapshot'],
  [/^i-[0-9a-f]+$/, 'instance'],
  [/^subnet-[0-9a-f]+$/, 'subnet'],
  [/^import-ami-[0-9a-f]+$/, 'import-image-task'],
];

/** Nothing for text that is no id: a wildcard in it would widen the policy. */
function arnOf(id: string, place: Place): readonly string[] {
  return TYPES.filter(([pattern]) => pattern.test(id)).map(([, type]) => resourceArn(type, id, place));
}

function requestIdIn(input: ResolvedCall['input']): string {
  const tags = [input.Tags, ...toObjects(input.TagSpecifications).map(({ Tags }) => Tags)].flatMap(tagsIn);
  return escapeVariables(tags.find(({ Key }) => Key === REQUEST_TAG)?.Value ?? '');
}

function tagsIn(value: unknown): readonly { readonly Key: string; readonly Value: string }[] {
  return toObjects(value).flatMap(({ Key, Value }) =>
    typeof Key === 'string' && typeof Value === 'string' ? [{ Key, Value }] : [],
  );
}

function toObjects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item): item is Record<string, unknown> => typeof item === 'object') : [];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** (IAM User Guide, "IAM policy elements: Variables and tags", "Specifying special characters") */
function escapeVariables(text: string): string {
  return text.replaceAll('$', '${$}');
}
