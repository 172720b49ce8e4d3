import { ACCOUNTS } from '../sandbox/seed/accounts.js';

/** Where the AMIs of the scan's benchmark lie. */
export const SCANNED_ACCOUNT = ACCOUNTS.images;
export const SCANNED_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;

/** So many in each Region are old, however many there are: only these are looked into. */
export const CANDIDATES = 60;
