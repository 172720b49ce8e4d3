import { readSettings } from '../../src/config/settings.js';

export const DURATION = 'a duration such as 30m, 4h, 7d or 2w (at most 52w)';

/** A valid configuration file. Each part that is given replaces the default part. */
export function file({
  home = '',
  accounts = ACCOUNTS,
  channel = 'channel: C0APPROVALS',
  rules = RULES,
  rest = '',
}: Parts) {
  return `${home}\naccounts:\n${accounts}\napprovals:\n  ${channel}\n  rules:\n${rules}\n${rest}`;
}

interface Parts {
  readonly home?: string;
  readonly accounts?: string;
  readonly channel?: string;
  readonly rules?: string;
  readonly rest?: string;
}

const ACCOUNTS = `
  - { id: "111122223333", name: images, regions: [us-east-1, eu-west-1] }
  - { id: "444455556666", name: prod }`;
const RULES = '    - { action: share, auto: true }';

export function account(text: string): string {
  return file({ accounts: `  - ${text}` });
}

export function rule(text: string): string {
  return file({ rules: `    - ${text}` });
}

export function digest(text: string): string {
  return file({ rest: `digest: ${text}` });
}

export function problems(text: string): readonly string[] {
  const read = readSettings(text);
  return read.kind === 'valid' ? [] : read.problems.map((problem) => `${problem.key}: ${problem.text}`);
}
