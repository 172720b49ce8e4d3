import { accountLabel, canAccessAccount } from '../../../domain/model/directory.js';
import type { Grantee, ImageReference } from '../../../domain/model/facts.js';
import type { Image } from '../../../domain/model/image.js';
import { unknown, type Fact } from '../../../domain/model/fact.js';
import type { AwsReadContext } from '../../clients/clients.js';
import { readUsage } from './usage.js';

export type UsageElsewhere = Readonly<Record<string, Fact<readonly ImageReference[]>>>;

/** What uses the AMI in accounts other than the one through which it is seen. */
export async function readUsageIn(
  context: AwsReadContext,
  image: Image,
  accounts: readonly string[],
): Promise<UsageElsewhere> {
  const others = [...new Set(accounts)].filter((account) => account !== image.account);
  const facts = await Promise.all(
    others.map(async (account) => [account, await readUsageOfAccount(context, image, account)] as const),
  );
  return Object.fromEntries(facts);
}

/**
 * The use of the AMI by its grantees: accounts by id, organizations and OUs by ARN, everyone under `public`, and `*` if
 * the grantees are unknown.
 */
export async function readUsageByGrantees(
  context: AwsReadContext,
  image: Image,
  grantees: Fact<readonly Grantee[]>,
): Promise<UsageElsewhere> {
  if (!grantees.known) {
    return { '*': unknown(`who it is shared with is unknown: ${grantees.reason}`, grantees.permission) };
  }
  const accounts = grantees.value.flatMap((grantee) => (grantee.kind === 'account' ? grantee.id : []));
  const unreachable = grantees.value.flatMap((grantee) => unreachableFact(grantee));
  return { ...(await readUsageIn(context, image, accounts)), ...Object.fromEntries(unreachable) };
}

function unreachableFact(grantee: Grantee): readonly (readonly [string, Fact<readonly ImageReference[]>])[] {
  switch (grantee.kind) {
    case 'account':
      return [];
    case 'organization':
    case 'ou':
      return [[grantee.arn, unknown(`which accounts of ${grantee.arn} use it cannot be seen from here`)]];
    case 'public':
      return [['public', unknown('it is public, and who uses a public AMI cannot be seen')]];
  }
}

async function readUsageOfAccount(
  { clients, directory }: AwsReadContext,
  image: Image,
  account: string,
): Promise<Fact<readonly ImageReference[]>> {
  if (!canAccessAccount(directory, account))
    return unknown(`the bot has no role in ${accountLabel(directory, account)}`);
  return readUsage(clients, { account, region: image.region }, image.imageId);
}
