import { ec2Operation } from '../operation.js';
import { AWS_ALIAS } from '../copy/choose-key.js';
import { filters, flag, texts } from '../parameters.js';
import { filterPredicate } from '../filters.js';
import { REGION_NAMES } from '../regions.js';
import { settingsOf } from '../settings.js';

/** Every simulated Region is open to every account. */
export const describeRegions = ec2Operation('DescribeRegions', {
  params: { RegionName: texts, Filter: filters, AllRegions: flag.optional() },
  run({ RegionName, Filter }) {
    const passes = filterPredicate<string>(
      Filter,
      { 'region-name': (name) => name, 'opt-in-status': () => 'opt-in-not-required' },
      () => ({}),
    );
    const names = REGION_NAMES.filter((name) => RegionName.length === 0 || RegionName.includes(name)).filter(passes);
    const regionInfo = names.map((regionName) => ({
      regionName,
      regionEndpoint: `ec2.${regionName}.amazonaws.com`,
      optInStatus: 'opt-in-not-required',
    }));
    return { regionInfo };
  },
});

/** On in new accounts since 15 July 2023. (EC2 User Guide, "Block public access to your AMIs") */
export const getImageBlockPublicAccessState = ec2Operation('GetImageBlockPublicAccessState', {
  params: {},
  run(_params, call) {
    const { publicAccess = 'block-new-sharing', publicAccessManagedBy = 'account' } = settingsOf(call);
    return { imageBlockPublicAccessState: publicAccess, managedBy: publicAccessManagedBy };
  },
});

export const getAllowedImagesSettings = ec2Operation('GetAllowedImagesSettings', {
  params: {},
  run(_params, call) {
    const { state, providers } = settingsOf(call).allowedImages ?? { state: 'disabled', providers: [] };
    const imageCriterionSet = providers.length === 0 ? [] : [{ imageProviderSet: providers }];
    return { state, managedBy: 'account', imageCriterionSet };
  },
});

export const getEbsEncryptionByDefault = ec2Operation('GetEbsEncryptionByDefault', {
  params: {},
  run(_params, call) {
    return { ebsEncryptionByDefault: settingsOf(call).encryptionByDefault ?? false };
  },
});

export const getEbsDefaultKmsKeyId = ec2Operation('GetEbsDefaultKmsKeyId', {
  params: {},
  run(_params, call) {
    return { kmsKeyId: settingsOf(call).defaultKeyArn ?? AWS_ALIAS };
  },
});
