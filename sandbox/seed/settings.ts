import type { Settings } from '../../src/config/settings.js';
import { DEFAULT_PRICES } from '../../src/domain/stale/cost.js';
import { DIRECTORY } from './accounts.js';

const HOUR_MS = 3_600_000;

/** The rules of a configuration file: one of each kind, so that every decision can be seen. */
export const SETTINGS: Settings = {
  homeRegion: 'us-east-1',
  directory: DIRECTORY,
  digest: {
    channel: 'C0DIGEST',
    schedule: '0 9 * * *',
    timezone: 'Europe/Berlin',
    staleAfterMs: 90 * 24 * HOUR_MS,
    exemptTags: { Keep: '*' },
    ownerTag: 'Owner',
    prices: DEFAULT_PRICES,
  },
  approvals: {
    channel: 'C0APPROVALS',
    policy: {
      expireAfterMs: 72 * HOUR_MS,
      remindAfterMs: 4 * HOUR_MS,
      guests: 'refuse',
      rules: [
        // Base images go to dev without approval.
        { action: ['share'], to: ['dev'], tags: { Tier: 'base' }, effect: { kind: 'auto' } },
        // Unlisted accounts need two approvals from security and platform.
        {
          action: ['share'],
          to: ['unknown'],
          effect: { kind: 'approval', approvers: ['S0SECURITY', 'S0PLATFORM'], required: 2 },
        },
        // AMIs that are tagged for the public need the security team.
        {
          action: ['publish'],
          tags: { Audience: 'public' },
          effect: { kind: 'approval', approvers: ['S0SECURITY'], required: 1 },
        },
        {
          action: ['publish'],
          effect: { kind: 'refuse', message: 'Public AMIs are not allowed here. Ask the security team.' },
        },
        // AMIs that are, or may be, in use need two approvals for their removal.
        {
          action: ['deregister', 'disable', 'retire'],
          inUse: true,
          tags: { Team: '*' },
          effect: { kind: 'approval', approvers: ['S0PLATFORM', 'S0SECURITY'], required: 2 },
        },
        { action: ['*'], effect: { kind: 'approval', approvers: ['S0PLATFORM'], required: 1 } },
      ],
    },
  },
};
