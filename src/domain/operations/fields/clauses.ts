import type { Clause, Field } from '../../command-line/grammar.js';

export const AMI_FIELD: Field = {
  field: 'ami',
  takes: 'word',
  required: true,
  label: 'AMI',
  hint: 'Its ID, or a unique beginning of it.',
  placeholder: 'ami-1234567890abcdef0',
};

export const REGION_CLAUSE: Clause = {
  keyword: 'in',
  field: 'region',
  takes: 'word',
  required: false,
  label: 'Region',
  hint: 'Where the AMI is. Default: every configured Region is searched.',
  placeholder: 'us-east-1',
};

export const ACCOUNT_CLAUSE: Clause = {
  keyword: 'of',
  field: 'account',
  takes: 'word',
  required: false,
  label: 'Account',
  hint: 'Whose AMI it is. Default: every configured account is searched.',
  placeholder: 'Name or 12 digits',
};

export const REASON_CLAUSE: Clause = {
  keyword: 'because',
  field: 'reason',
  takes: 'rest',
  required: false,
  label: 'Reason',
  hint: 'The approvers see it.',
};

/** What every change takes after its own clauses. */
export const CHANGE_CLAUSES: readonly Clause[] = [REGION_CLAUSE, ACCOUNT_CLAUSE, REASON_CLAUSE];
