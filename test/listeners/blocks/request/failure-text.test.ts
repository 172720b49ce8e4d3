import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../../src/domain/request/failure.js';
import { delayText, failureAdvice, failureText } from '../../../../src/listeners/blocks/request/failure-text.js';
import { t } from '../../../workflows/builders.js';

const FAILED: Failure = { code: 'X', message: 'No room.', advice: 'Make room.' };
const DENIED: Failure = { code: 'access-denied', message: 'Not authorized.', params: { permission: 'ec2:CopyImage' } };
const GRANT = 'Grant ec2:CopyImage to the role in that account. Then press Retry.';

describe('the text of a failure', () => {
  test.each<[string, Failure, string, string | undefined]>([
    ['is that of AWS', FAILED, 'No room.', 'Make room.'],
    ['names the missing permission', DENIED, 'Not authorized.', GRANT],
    [
      'advises a retry after throttling',
      { code: 'throttled', message: 'Rate exceeded.' },
      'Rate exceeded.',
      'Press Retry to try again.',
    ],
    [
      'names the minutes that an effect was awaited',
      { code: 'not-confirmed', params: { minutes: '15' } },
      'EC2 accepted the call, but its effect was not visible within 15 minutes.',
      'Check the AMI with /ami info. Retry makes the call again.',
    ],
    [
      'names what changed if the rules no longer allow the plan',
      { code: 'no-rule-matches', params: { differences: 'The AMI is in use now.' } },
      'The rules in force no longer allow this. The AMI is in use now.',
      undefined,
    ],
    [
      'ends after the sentence if nothing else changed',
      { code: 'refused-by-rule', params: { differences: '' } },
      'The rules in force no longer allow this.',
      undefined,
    ],
    [
      'names the request that is running again',
      { code: 'runs-again', params: { undone: 'AR-1' } },
      'AR-1, which this request reverts, is running again.',
      undefined,
    ],
    ['is the code if nothing else is known', { code: 'Y' }, 'Y', undefined],
  ])('%s', (_, failure, text, advice) => {
    expect([failureText(failure), failureAdvice(failure)]).toEqual([text, advice]);
  });

  test('has one line for each part, and each reason and advice once', () => {
    const failure: Failure = {
      code: 'X',
      parts: [
        { text: 'Shared with prod', failures: [] },
        { text: 'Not shared with dev', failures: [FAILED, FAILED] },
        {
          text: 'Shared only in part with qa',
          failures: [{ code: 'X', parts: [{ text: 'Do it', failures: [DENIED] }] }],
        },
        { text: 'Do the rest', failures: [FAILED] },
      ],
    };

    expect(failureText(failure).split('\n')).toEqual([
      'Shared with prod.',
      'Not shared with dev: No room.',
      'Shared only in part with qa: Do it: Not authorized.',
      'Do the rest: No room.',
    ]);
    expect(failureAdvice(failure)).toBe(`Make room. ${GRANT}`);
  });
});

describe('the text of a delayed revocation', () => {
  test('is the failure, or the undo that is in progress', () => {
    expect(delayText({ type: 'revocation-delayed', reason: 'EC2 throttles', at: t(1) })).toBe('EC2 throttles');
    expect(delayText({ type: 'revocation-delayed', undo: 'AR-1', at: t(1) })).toBe('AR-1 is not done yet.');
  });
});
