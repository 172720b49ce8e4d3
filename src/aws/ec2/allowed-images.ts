import { GetAllowedImagesSettingsCommand } from '@aws-sdk/client-ec2';
import { accountLabel, canActIn } from '../../workflows/facts/directory.js';
import type { AllowedImages } from '../../workflows/facts/facts.js';
import { unknown, type Fact } from '../../workflows/facts/known.js';
import { ask, factOf } from '../ask.js';
import type { Lens } from '../lens.js';
import type { Place } from '../settings.js';
import { allowedImagesSchema } from './schema.js';

/** The Allowed AMIs settings of other accounts in a Region, by account id. */
export async function readAllowedImages(
  lens: Lens,
  { account: here, region }: Place,
  accounts: readonly string[],
): Promise<Readonly<Record<string, Fact<AllowedImages>>>> {
  const others = [...new Set(accounts)].filter((account) => account !== here);
  const facts = await Promise.all(
    others.map(async (account) => [account, await settingsIn(lens, { account, region })] as const),
  );
  return Object.fromEntries(facts);
}

async function settingsIn({ clients, directory }: Lens, place: Place): Promise<Fact<AllowedImages>> {
  if (!canActIn(directory, place.account)) {
    return unknown(`there is no role to look into ${accountLabel(directory, place.account)}`);
  }
  return factOf('reading the Allowed AMIs setting', async () => {
    const { State, ImageCriteria } = await ask(['ec2', 'GetAllowedImagesSettings'], allowedImagesSchema, () =>
      clients.ec2(place).send(new GetAllowedImagesSettingsCommand({})),
    );
    const criteria = ImageCriteria.map(({ ImageProviders = [], ...others }) => ({
      providers: ImageProviders,
      hasOtherConditions: Object.values(others).some((condition) => condition !== undefined),
    }));
    return { state: State, criteria };
  });
}
