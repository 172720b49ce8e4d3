import type {
  CreateTableCommandInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  Projection,
} from '@aws-sdk/client-dynamodb';
import type { RequestKeys } from './keys.js';

type KeyName = keyof RequestKeys;

interface IndexDefinition {
  readonly partition: KeyName;
  readonly sort: KeyName;
  readonly projection: Projection;
}

const IDS_ONLY: Projection = { ProjectionType: 'KEYS_ONLY' };
/** Lists never read whole requests: a plan may be long. */
const SUMMARIES: Projection = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['summary'] };

/** The indexes by name. `due` and `open` are sparse: only the requests that have their partition key are in them. */
export const INDEXES = {
  due: { partition: 'dueIn', sort: 'dueAt', projection: IDS_ONLY },
  open: { partition: 'openIn', sort: 'order', projection: SUMMARIES },
  all: { partition: 'allIn', sort: 'order', projection: SUMMARIES },
  'by-subject': { partition: 'subject', sort: 'order', projection: SUMMARIES },
  'by-requester': { partition: 'requester', sort: 'order', projection: SUMMARIES },
} as const satisfies Readonly<Record<string, IndexDefinition>>;

export type IndexName = keyof typeof INDEXES;

/** Seconds since 1970. DynamoDB deletes an item after this time. (DynamoDB Developer Guide, "Using time to live (TTL)") */
export const EXPIRY_ATTRIBUTE = 'expiresAt';

const TABLE_KEY: KeySchemaElement[] = [{ AttributeName: 'id' satisfies KeyName, KeyType: 'HASH' }];

export function tableDefinition(table: string): CreateTableCommandInput {
  const indexes = Object.entries(INDEXES).map(([name, index]) => indexDefinition(name, index));
  return {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: TABLE_KEY,
    AttributeDefinitions: attributesOf([TABLE_KEY, ...indexes.map(({ KeySchema }) => KeySchema ?? [])]),
    GlobalSecondaryIndexes: indexes,
  };
}

function indexDefinition(name: string, { partition, sort, projection }: IndexDefinition): GlobalSecondaryIndex {
  return {
    IndexName: name,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ],
    Projection: projection,
  };
}

/** All keys are strings. DynamoDB requires exactly the key attributes to be defined. */
function attributesOf(keys: readonly (readonly KeySchemaElement[])[]): CreateTableCommandInput['AttributeDefinitions'] {
  const names = new Set(keys.flat().map(({ AttributeName }) => AttributeName));
  return [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
}
