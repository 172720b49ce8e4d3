import { z } from 'zod';

/** Ids of things that are there, so that EC2 gets as far as looking at the rights. */
export interface SampleResourceIds {
  readonly imageId: string;
  readonly snapshotId: string;
}

/** Ids that nothing has. */
export const PLACEHOLDER_IDS: SampleResourceIds = {
  imageId: 'ami-00000000000000000',
  snapshotId: 'snap-00000000000000000',
};

const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    properties: z.record(z.string(), node).optional(),
    required: z.array(z.string()).optional(),
    items: node.optional(),
    anyOf: z.array(node).optional(),
  }),
);

interface Node {
  readonly type?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Node | undefined;
  readonly anyOf?: readonly Node[] | undefined;
}

/** The minimal input of a call, made from its schema, for a dry run. */
export function sampleInput(schema: z.ZodType, ids: SampleResourceIds): Readonly<Record<string, unknown>> {
  const sample = sampleFor(node.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })), '', ids);
  return z.record(z.string(), z.unknown()).parse(sample);
}

function sampleFor(shape: Node, name: string, ids: SampleResourceIds): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  const [first] = shape.anyOf ?? [];
  if (first !== undefined) return sampleFor(first, name, ids);
  if (shape.type === 'object') {
    const required = shape.required ?? [];
    return Object.fromEntries(required.map((key) => [key, sampleFor(shape.properties?.[key] ?? {}, key, ids)]));
  }
  if (shape.type === 'array') return [sampleFor(shape.items ?? {}, name, ids)];
  if (shape.type === 'boolean') return false;
  if (shape.type === 'integer' || shape.type === 'number') return 1;
  return shape.format === 'date-time' ? '2099-01-01T00:00:00Z' : textFor(name, ids);
}

/** The form of a value by its name, so that EC2 does not refuse it before it checks permissions. */
function textFor(name: string, { imageId, snapshotId }: SampleResourceIds): string {
  if (name.endsWith('ImageId') || name === 'Resources') return imageId;
  if (name.endsWith('SnapshotId')) return snapshotId;
  return TEXTS[name] ?? 'ami-steward-doctor';
}

const TEXTS: Readonly<Record<string, string>> = {
  SourceRegion: 'us-east-1',
  ImportTaskId: 'import-ami-00000000000000000',
  InstanceId: 'i-00000000000000000',
  InstanceIds: 'i-00000000000000000',
  InstanceType: 't3.micro',
  SubnetId: 'subnet-00000000000000000',
  UserIds: '000000000000',
};
