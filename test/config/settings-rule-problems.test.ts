import { describe, expect, test } from '@jest/globals';
import { digest, DURATION, file, problems, rule } from './settings-setup.js';

const ACTIONS =
  'an action (share, unshare, publish, unpublish, copy, deregister, create, import, launch, deprecate, undeprecate, ' +
  'disable, enable, protect, unprotect, restore, retire, terminate), a list of them, or "*"';
const RULE_KEYS = 'action, to, tags, in_use, auto, refuse, approvers, required';
const TARGET = "an account's name or id, a Region of the accounts, an organization's ARN, public or unknown";
const SCHEDULE = 'a cron schedule such as "0 9 * * 1-5"';

function testProblems(rows: readonly (readonly [text: string, problem: string])[]): void {
  test.each(rows)('reports only the problem in %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
}

describe('a configuration file with a mistake in the approvals', () => {
  testProblems([
    [
      file({ channel: '' }),
      'approvals.channel: found nothing, expected the id of a Slack channel, such as C0APPROVALS',
    ],
    [
      file({ channel: 'channel: "#ami"' }),
      'approvals.channel: found "#ami", expected the id of a Slack channel, such as C0APPROVALS. ' +
        'The id is at the end of the details of the channel in Slack.',
    ],
    [
      file({ channel: 'channel: xoxb-1234-5678' }),
      'approvals.channel: found a Slack token (not shown), expected the id of a Slack channel, such as C0APPROVALS',
    ],
    [
      file({ channel: 'channel: C1\n  expire_after: 72' }),
      `approvals.expire_after: found the number 72, expected ${DURATION}`,
    ],
    [file({ channel: 'channel: C1\n  expire_after: 0h' }), `approvals.expire_after: found "0h", expected ${DURATION}`],
    [
      file({ channel: 'channel: C1\n  expire_after: 53w' }),
      `approvals.expire_after: found "53w", expected ${DURATION}`,
    ],
    [
      file({ channel: 'channel: C1\n  remind_after: 4 hours' }),
      `approvals.remind_after: found "4 hours", expected ${DURATION}`,
    ],
    [
      file({ channel: 'channel: C1\n  expires_after: 4h' }),
      'approvals.expires_after: unknown key. Did you mean expire_after? Known here: channel, expire_after, remind_after, guests, rules',
    ],
  ]);
});

describe('a configuration file with a mistake in the rules', () => {
  testProblems([
    [file({ rules: '    []' }), 'approvals.rules: found a list of 0, expected a list of rules'],
    [
      rule('share'),
      'approvals.rules[0]: found "share", expected a rule: a mapping with action and one of auto, refuse and approvers',
    ],
    [rule('{ auto: true }'), `approvals.rules[0].action: found nothing, expected ${ACTIONS}`],
    [
      rule('{ action: shere, auto: true }'),
      `approvals.rules[0].action: found "shere", expected ${ACTIONS}. Did you mean share?`,
    ],
    [
      rule('{ action: [share, deregsiter], auto: true }'),
      `approvals.rules[0].action[1]: found "deregsiter", expected ${ACTIONS}. Did you mean deregister?`,
    ],
    [rule('{ action: [], auto: true }'), `approvals.rules[0].action: found a list of 0, expected ${ACTIONS}`],
    [
      rule('{ action: share }'),
      'approvals.rules[0]: found none of them, expected exactly one of auto, refuse and approvers',
    ],
    [
      rule('{ action: share, auto: true, approvers: [U1] }'),
      'approvals.rules[0]: found auto and approvers, expected exactly one of auto, refuse and approvers',
    ],
    [
      rule('{ action: share, auto: false }'),
      'approvals.rules[0].auto: found false, expected true; leave the key out if approvers decide',
    ],
    [
      rule('{ action: share, refuse: "" }'),
      'approvals.rules[0].refuse: found "", expected the sentence to refuse with',
    ],
    [
      rule('{ action: share, approvers: [] }'),
      'approvals.rules[0].approvers: found a list of 0, expected a list of Slack users and user groups such as [U0ANA, S0PLATFORM]',
    ],
    [
      rule('{ action: share, approvers: ["@ana"] }'),
      'approvals.rules[0].approvers[0]: found "@ana", expected the id of a Slack user (U…, W…) or user group (S…)',
    ],
    [
      rule('{ action: share, approvers: [U1, U1] }'),
      'approvals.rules[0].approvers[1]: found "U1", expected each approver once',
    ],
    [
      rule('{ action: share, approvers: [U1, U2], required: 3 }'),
      'approvals.rules[0].required: found the number 3, expected at most 2, the number of approvers',
    ],
    [
      rule('{ action: share, approvers: [U1], required: 0 }'),
      'approvals.rules[0].required: found the number 0, expected a whole number from 1 on',
    ],
    [
      rule('{ action: share, approvers: [S1], required: 1.5 }'),
      'approvals.rules[0].required: found the number 1.5, expected a whole number from 1 on',
    ],
    [
      rule('{ action: share, auto: true, required: 2 }'),
      'approvals.rules[0].required: found the number 2, expected approvers beside it',
    ],
    [
      rule('{ action: share, to: prod, auto: true }'),
      'approvals.rules[0].to: found "prod", expected a list such as [prod, eu-west-1, public]',
    ],
    [
      rule('{ action: share, to: [prood], auto: true }'),
      `approvals.rules[0].to[0]: found "prood", expected ${TARGET}. Did you mean prod?`,
    ],
    [
      rule('{ action: copy, to: [us-esat-1], auto: true }'),
      `approvals.rules[0].to[0]: found "us-esat-1", expected ${TARGET}. Did you mean us-east-1?`,
    ],
    [
      rule('{ action: share, tags: [Tier], auto: true }'),
      'approvals.rules[0].tags: found a list of 1, expected tags as a mapping from key to text ("*" means any value)',
    ],
    [
      rule('{ action: share, tags: { Version: 1 }, auto: true }'),
      'approvals.rules[0].tags.Version: found the number 1, expected text, in quotes where it looks like a number',
    ],
    [
      rule('{ action: share, tags: { "": x }, auto: true }'),
      'approvals.rules[0].tags[""]: found "", expected a tag key',
    ],
    [
      rule('{ action: share, in_use: yes, auto: true }'),
      'approvals.rules[0].in_use: found "yes", expected true or false',
    ],
    [
      rule('{ action: share, aprovers: [U1], auto: true }'),
      `approvals.rules[0].aprovers: unknown key. Did you mean approvers? Known here: ${RULE_KEYS}`,
    ],
  ]);
});

describe('a configuration file with a mistake in the digest', () => {
  testProblems([
    [file({ rest: 'digest:' }), 'digest: found nothing, expected a mapping; leave digest out for no digest'],
    [digest('{ channel: D1 }'), 'digest.channel: found "D1", expected the id of a Slack channel, such as C0APPROVALS'],
    [digest('{ schedule: daily }'), `digest.schedule: found "daily", expected ${SCHEDULE}`],
    [digest('{ schedule: "0 25 * * *" }'), `digest.schedule: found "0 25 * * *", expected ${SCHEDULE}`],
    [digest('{ schedule: "0 9 * * 5-1" }'), `digest.schedule: found "0 9 * * 5-1", expected ${SCHEDULE}`],
    [digest('{ schedule: "0/0 9 * * *" }'), `digest.schedule: found "0/0 9 * * *", expected ${SCHEDULE}`],
    [digest('{ timezone: Berlin }'), 'digest.timezone: found "Berlin", expected a time zone such as Europe/Berlin'],
    [digest('{ stale_after: 3months }'), `digest.stale_after: found "3months", expected ${DURATION}`],
    [
      digest('{ keep_tag: { Keep: "*" } }'),
      'digest.keep_tag: unknown key. Did you mean keep_tags? Known here: channel, schedule, timezone, stale_after, keep_tags, prices, owner_tag',
    ],
  ]);
});
