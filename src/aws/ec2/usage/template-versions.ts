import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import type { ImageReference } from '../../../domain/model/facts.js';
import { readAllPages } from '../../read.js';
import type { Clients } from '../../clients/clients.js';
import { partitionOf } from '../../partition.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { templateVersionsPageSchema } from '../schema.js';

/** A version of a launch template that names an AMI, directly or through an SSM parameter. */
export interface TemplateVersion {
  readonly id: string;
  readonly version: string;
  readonly imageId: string;
  readonly isDefault: boolean;
  readonly isLatest: boolean;
}

/**
 * The newest and default versions of all launch templates, with resolved parameters. The filter by AMI does not help:
 * it matches the text of a template, not the value of its parameter.
 */
export async function readTemplateVersions(
  clients: Clients,
  place: AccountRegion,
): Promise<readonly TemplateVersion[]> {
  const pages = await readAllPages(['ec2', 'DescribeLaunchTemplateVersions'], templateVersionsPageSchema, (token) =>
    clients.ec2(place).send(
      new DescribeLaunchTemplateVersionsCommand({
        Versions: ['$Latest', '$Default'],
        ResolveAlias: true,
        MaxResults: 200,
        ...token,
      }),
    ),
  );
  const versions = pages.flatMap(({ LaunchTemplateVersions }) => LaunchTemplateVersions);
  const latest = new Map<string, number>();
  for (const { LaunchTemplateId: id, VersionNumber } of versions) {
    latest.set(id, Math.max(VersionNumber, latest.get(id) ?? 0));
  }
  return versions.flatMap(({ LaunchTemplateId: id, VersionNumber, DefaultVersion, LaunchTemplateData: { ImageId } }) =>
    ImageId === undefined
      ? []
      : {
          id,
          version: String(VersionNumber),
          imageId: ImageId,
          isDefault: DefaultVersion,
          isLatest: VersionNumber === latest.get(id),
        },
  );
}

export function templateReference({ account, region }: AccountRegion, { id }: TemplateVersion): ImageReference {
  return {
    type: 'ec2:LaunchTemplate',
    arn: `arn:${partitionOf(region).name}:ec2:${region}:${account}:launch-template/${id}`,
  };
}
