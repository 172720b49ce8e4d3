import { ACCOUNTS, ORGANIZATION, UNLISTED_ACCOUNTS, UNIT } from './accounts.js';
import type { ImageSeed } from './images-builder.js';

/** As many public images as an account may have in a Region. */
const PUBLIC_ALREADY: readonly ImageSeed[] = [1, 2, 3, 4, 5].map((number) => ({
  id: `ami-09b2${number}c0d1e2f3a4b0`,
  name: `community-tools-${number}`,
  shows: 'Public, like four others in eu-central-1: the quota of a Region is reached',
  command: `/ami unpublish ami-09b2${number}`,
  ageDays: 30 + number,
  launchedDaysAgo: number,
  deprecatedInDays: 700 - number,
  tags: { Name: 'community-tools', Audience: 'public' },
  sharedWith: [{ group: 'all' }],
  is: { region: 'eu-central-1' },
}));

/** 999 of the 1,000 entries that an image may have. */
const MANY_ACCOUNTS = Array.from({ length: 999 }, (_, index) => ({ userId: String(600_000_000_000 + index) }));

/** Images that are shared already, and what unsharing meets. */
export const SHARED_IMAGES: readonly ImageSeed[] = [
  {
    id: 'ami-05ba4ed1f2e3d4c50',
    name: 'orders-service-18',
    shows: 'Shared with prod, with its snapshots, and used there by an instance and a launch template',
    command: '/ami unshare ami-05ba4ed1 from prod',
    ageDays: 60,
    launchedDaysAgo: 2,
    tags: { Name: 'orders-service', Team: 'orders' },
    sharedWith: [{ userId: ACCOUNTS.prod }],
    volumesSharedWith: [ACCOUNTS.prod],
  },
  {
    id: 'ami-05ba4ed2f2e3d4c50',
    name: 'partner-appliance-2',
    shows: 'Shared with an unknown account, an organization, an OU and the partner: use there cannot be checked',
    command: '/ami unshare ami-05ba4ed2 from 222233334444',
    ageDays: 90,
    launchedDaysAgo: 30,
    tags: { Name: 'appliance', Team: 'partners' },
    sharedWith: [
      { userId: UNLISTED_ACCOUNTS.unknown },
      { userId: ACCOUNTS.partner },
      { organizationArn: ORGANIZATION },
      { organizationalUnitArn: UNIT },
    ],
    volumesSharedWith: [UNLISTED_ACCOUNTS.unknown],
  },
  {
    id: 'ami-05ba4ed3f2e3d4c50',
    name: 'reporting-5',
    shows: 'In eu-west-1, shared with dev, where its use cannot be checked',
    command: '/ami unshare ami-05ba4ed3 from dev',
    ageDays: 120,
    tags: { Name: 'reporting', Team: 'data' },
    sharedWith: [{ userId: ACCOUNTS.dev }],
    volumesSharedWith: [ACCOUNTS.dev],
    is: { region: 'eu-west-1' },
  },
  {
    id: 'ami-05ba4ed4f2e3d4c50',
    name: 'widely-shared-1',
    shows: 'Shared with 999 accounts: the quota allows one more',
    command: '/ami share ami-05ba4ed4 with prod, dev',
    ageDays: 300,
    launchedDaysAgo: 9,
    tags: { Name: 'widely-shared' },
    sharedWith: MANY_ACCOUNTS,
  },
  {
    id: 'ami-09b12c0d1e2f3a4b0',
    name: 'community-runner-4',
    shows: 'To be published, in a Region where public access is not blocked',
    command: '/ami publish ami-09b12',
    ageDays: 20,
    tags: { Name: 'community-runner', Audience: 'public' },
    is: { region: 'eu-west-1' },
  },
  {
    id: 'ami-09b13c0d1e2f3a4b0',
    name: 'community-runner-watermarked',
    shows: 'Has a watermark and can never be public',
    command: '/ami publish ami-09b13',
    ageDays: 10,
    tags: { Name: 'community-runner', Audience: 'public' },
    is: { region: 'eu-west-1', watermarks: [`${ACCOUNTS.images}:internal`] },
  },
  {
    id: 'ami-09b11c0d1e2f3a4b0',
    name: 'community-runner-3',
    shows: 'Public since before public access was blocked here',
    command: '/ami unpublish ami-09b11',
    ageDays: 500,
    launchedDaysAgo: 3,
    deprecatedInDays: 230,
    tags: { Name: 'community-runner' },
    sharedWith: [{ group: 'all' }],
  },
  ...PUBLIC_ALREADY,
  {
    id: 'ami-09b26c0d1e2f3a4b0',
    name: 'community-tools-6',
    shows: 'To be published where five AMIs are public already',
    command: '/ami publish ami-09b26',
    ageDays: 3,
    tags: { Name: 'community-tools', Audience: 'public' },
    is: { region: 'eu-central-1' },
  },
];
