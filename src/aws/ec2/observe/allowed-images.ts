import { GetAllowedImagesSettingsCommand } from '@aws-sdk/client-ec2';
import { accountLabel, canAccessAccount, type AccountRegion } from '../../../domain/model/directory.js';
import type { AllowedImages } from '../../../domain/model/facts.js';
import { unknown, type Fact } from '../../../domain/model/fact.js';
import { readOnce, toFact } from '../../read.js';
import type { AwsReadContext } from '../../clients/clients.js';
import { allowedImagesSchema } from '../schema.js';

/** The Allowed AMIs settings of other accounts in a Region, by account id. */
export async function readAllowedImages(
  context: AwsReadContext,
  { account: here, region }: AccountRegion,
  accounts: readonly string[],
): Promise<Readonly<Record<string, Fact<AllowedImages>>>> {
  const others = [...new Set(accounts)].filter((account) => account !== here);
  const facts = await Promise.all(
    others.map(async (account) => [account, await readSettingsIn(context, { account, region })] as const),
  );
  return Object.fromEntries(facts);
}

async function readSettingsIn(
  { clients, directory }: AwsReadContext,
  place: AccountRegion,
): Promise<Fact<AllowedImages>> {
  if (!canAccessAccount(directory, place.account)) {
    return unknown(`the bot has no role in ${accountLabel(directory, place.account)}`);
  }
  return toFact('reading the Allowed AMIs setting', async () => {
    const { State, ImageCriteria } = await readOnce(['ec2', 'GetAllowedImagesSettings'], allowedImagesSchema, () =>
      clients.ec2(place).send(new GetAllowedImagesSettingsCommand({})),
    );
    const criteria = ImageCriteria.map(({ ImageProviders = [], ...others }) => ({
      providers: ImageProviders,
      hasOtherConditions: Object.values(others).some((condition) => condition !== undefined),
    }));
    return { state: State, criteria };
  });
}
