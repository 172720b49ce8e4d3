import type { DestinationFacts, Facts, Grantee } from '../../../src/domain/model/facts.js';
import { known } from '../../../src/domain/model/fact.js';
import type { LaunchEnvironment } from '../../../src/domain/model/launch.js';
import { directory, OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from './directory.js';
import {
  account,
  AWS_KEY,
  CUSTOMER_KEY,
  DATA,
  destination,
  encryptedUnder,
  facts,
  image,
  key,
  sharedWith,
} from './facts-builder.js';

const SITE: LaunchEnvironment = {
  instanceType: known({
    name: 't3.small',
    architectures: ['x86_64'],
    virtualizationTypes: ['hvm'],
    rootDeviceTypes: ['ebs'],
    bootModes: ['legacy-bios', 'uefi'],
    ena: 'required',
  }),
  subnet: known('subnet-0123456789abcdef0'),
};

const PUBLIC: Grantee = { kind: 'public' };

/** Situations in which each operation is possible; those that are not named are in an ordinary one. */
const DEFAULTS: Readonly<Record<string, readonly Facts[]>> = {
  unshare: [facts(sharedWith(account(PROD), account(PARTNER), account(UNLISTED_ACCOUNT)))],
  publish: [facts({ publicAccess: known({ state: 'unblocked', managedBy: 'account' }) })],
  unpublish: [facts({ image: image({ public: true }), launchPermissions: known([PUBLIC, account(PROD)]) })],
  copy: copies(),
  launch: [facts({ launch: SITE })],
  deprecate: [facts(), facts({ image: image({ deprecatedAt: '2026-12-24T00:00:00.000Z' }) })],
  undeprecate: [facts({ image: image({ deprecatedAt: '2026-12-24T00:00:00.000Z' }) })],
  enable: [
    facts({
      image: image({ state: 'disabled' }),
      sharingBeforeDisable: known({
        requestId: 'AR-000001',
        at: '2026-11-20T09:00:00.000Z',
        grantees: [account(PROD)],
      }),
    }),
  ],
  unprotect: [
    facts({ image: image({ deregistrationProtection: 'enabled-without-cooldown' }) }),
    facts({ image: image({ deregistrationProtection: 'enabled-with-cooldown' }) }),
  ],
};

export function defaultFacts(operation: string): readonly Facts[] {
  return DEFAULTS[operation] ?? [facts(), facts(sharedWith(account(PROD)))];
}

/** One for each way that leads to another account: open, under a key that goes along or does not, and shared to the full. */
function copies(): readonly Facts[] {
  const usable = key(CUSTOMER_KEY, { usableBy: known([PROD]) });
  const everywhere = { destinations: places(), uefiData: known(null), namedKey: usable };
  const full = Array.from({ length: 1_000 }, (_, index) => account(String(index).padStart(12, '0')));
  return [
    facts(everywhere),
    facts({ ...everywhere, ...sharedWith(account(PROD)) }),
    facts({ ...everywhere, snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: usable } }),
    facts({ ...everywhere, snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } }),
    facts({ ...everywhere, launchPermissions: known(full), image: image({ blockDevices: withoutData() }) }),
  ];
}

function withoutData() {
  return image().blockDevices.filter(({ snapshotId }) => snapshotId !== DATA);
}

/** Every place that a copy may be asked for, with a key of the account there. */
function places(): readonly DestinationFacts[] {
  return directory
    .filter(({ id }) => id === OWNER || id === PROD)
    .flatMap(({ id, regions }) =>
      regions.map((region) =>
        destination(region, {
          account: id,
          key: key(`arn:aws:kms:${region}:${id}:key/11111111-2222-3333-4444-555555555555`, {
            usableBy: known([PROD]),
          }),
          launch: SITE,
        }),
      ),
    );
}
