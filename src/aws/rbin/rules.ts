import { z } from 'zod';
import { readOnce, readAllPages } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';

export type RecycleBinResourceType = 'EC2_IMAGE' | 'EBS_SNAPSHOT';

/** A retention rule of the Recycle Bin. A rule by tags names them; a rule for the Region may exclude some. */
export interface RetentionRule {
  readonly days: number;
  readonly tags: readonly RuleTag[];
  readonly exceptTags: readonly RuleTag[];
}

interface RuleTag {
  readonly key: string;
  readonly value: string;
}

/**
 * The days that the Recycle Bin would retain a resource with these tags. `null`: deletion is permanent. One tag of a
 * rule is enough, and the longest of several rules counts. (Recycle Bin API, CreateRule)
 */
export function retentionDays(rules: readonly RetentionRule[], tags: Readonly<Record<string, string>>): number | null {
  const days = rules.filter((rule) => appliesTo(rule, tags)).map((rule) => rule.days);
  return days.length === 0 ? null : Math.max(...days);
}

function appliesTo(rule: RetentionRule, tags: Readonly<Record<string, string>>): boolean {
  return rule.tags.length > 0
    ? rule.tags.some((tag) => hasTag(tags, tag))
    : !rule.exceptTags.some((tag) => hasTag(tags, tag));
}

function hasTag(tags: Readonly<Record<string, string>>, { key, value }: RuleTag): boolean {
  return Object.hasOwn(tags, key) && tags[key] === value;
}

const rulesPageSchema = z.object({
  NextToken: z
    .string()
    .nullish()
    .transform((token) => token ?? undefined),
  Rules: z.array(z.object({ Identifier: z.string() })).default([]),
});

const ruleTagsSchema = z
  .array(z.object({ ResourceTagKey: z.string(), ResourceTagValue: z.string().default('') }))
  .nullish()
  .transform((tags) =>
    (tags ?? []).map(({ ResourceTagKey, ResourceTagValue }) => ({ key: ResourceTagKey, value: ResourceTagValue })),
  );

const ruleSchema = z.object({
  RetentionPeriod: z.object({ RetentionPeriodValue: z.number(), RetentionPeriodUnit: z.literal('DAYS') }),
  /** Only rules that are `available` keep anything. (Recycle Bin API, GetRule) */
  Status: z.string(),
  ResourceTags: ruleTagsSchema,
  ExcludeResourceTags: ruleTagsSchema,
});

/** The rules in force in a place for AMIs or for snapshots. A rule's tags are returned only when it is read alone. */
export async function readRetentionRules(
  clients: Clients,
  place: AccountRegion,
  type: RecycleBinResourceType,
): Promise<readonly RetentionRule[]> {
  const client = await clients.recycleBin(place);
  const pages = await readAllPages(['rbin', 'ListRules'], rulesPageSchema, (token) =>
    client.send({ method: 'POST', path: '/list-rules', body: { ResourceType: type, ...token } }),
  );
  const rules = await Promise.all(
    pages
      .flatMap(({ Rules }) => Rules)
      .map(({ Identifier }) =>
        readOnce(['rbin', 'GetRule'], ruleSchema, () =>
          client.send({ method: 'GET', path: `/rules/${encodeURIComponent(Identifier)}` }),
        ),
      ),
  );
  return rules
    .filter(({ Status }) => Status === 'available')
    .map(({ RetentionPeriod, ResourceTags, ExcludeResourceTags }) => ({
      days: RetentionPeriod.RetentionPeriodValue,
      tags: ResourceTags,
      exceptTags: ExcludeResourceTags,
    }));
}
