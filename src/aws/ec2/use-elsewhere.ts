import { accountLabel, canActIn } from '../../workflows/facts/directory.js';
import type { Grantee, Reference } from '../../workflows/facts/facts.js';
import type { Image } from '../../workflows/facts/image.js';
import { unknown, type Fact } from '../../workflows/facts/known.js';
import type { Lens } from '../lens.js';
import { readUse } from './use.js';

export type UseElsewhere = Readonly<Record<string, Fact<readonly Reference[]>>>;

/** What uses the AMI in accounts other than the one through which it is seen. */
export async function readUseIn(lens: Lens, image: Image, accounts: readonly string[]): Promise<UseElsewhere> {
  const others = [...new Set(accounts)].filter((account) => account !== image.account);
  const facts = await Promise.all(others.map(async (account) => [account, await useIn(lens, image, account)] as const));
  return Object.fromEntries(facts);
}

/**
 * What uses the AMI where it is shared with: accounts by their id, organizations and OUs by their ARN, everybody under
 * `public`, and under `*` that it is not even known whom it is shared with.
 */
export async function readUseByGrantees(
  lens: Lens,
  image: Image,
  grantees: Fact<readonly Grantee[]>,
): Promise<UseElsewhere> {
  if (!grantees.known) {
    return { '*': unknown(`whom it is shared with is not known: ${grantees.reason}`, grantees.permission) };
  }
  const accounts = grantees.value.flatMap((grantee) => (grantee.kind === 'account' ? grantee.id : []));
  const beyondReach = grantees.value.flatMap((grantee) => beyond(grantee));
  return { ...(await readUseIn(lens, image, accounts)), ...Object.fromEntries(beyondReach) };
}

function beyond(grantee: Grantee): readonly (readonly [string, Fact<readonly Reference[]>])[] {
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

async function useIn({ clients, directory }: Lens, image: Image, account: string): Promise<Fact<readonly Reference[]>> {
  if (!canActIn(directory, account))
    return unknown(`there is no role to look into ${accountLabel(directory, account)}`);
  return readUse(clients, { account, region: image.region }, image.imageId);
}
