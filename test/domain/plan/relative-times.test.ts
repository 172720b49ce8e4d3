import { expect, test } from '@jest/globals';
import { toCliCommands } from '../../../src/domain/plan/aws-cli.js';
import { resolveRelativeTimes } from '../../../src/domain/plan/relative-times.js';
import type { Step } from '../../../src/domain/plan/types.js';
import { IMAGE, plan, step, t } from '../../workflows/builders.js';

const soon = { fromNowMs: 60_000 };
const deprecate: Step = step('deprecate', {
  call: {
    name: 'EnableImageDeprecation',
    account: IMAGE.account,
    region: IMAGE.region,
    input: { ImageId: IMAGE.imageId, DeprecateAt: soon },
  },
  waitFor: { kind: 'deprecated-by', imageId: IMAGE.imageId, by: soon },
  after: ['other'],
});

test('resolves relative times in the call and in the wait condition', () => {
  expect(resolveRelativeTimes(deprecate, ({ fromNowMs }) => t(fromNowMs / 1_000))).toEqual({
    ...deprecate,
    call: { ...deprecate.call, input: { ImageId: IMAGE.imageId, DeprecateAt: t(60) } },
    waitFor: { kind: 'deprecated-by', imageId: IMAGE.imageId, by: t(60) },
  });
});

test('returns a step without relative times unchanged', () => {
  expect(resolveRelativeTimes(step('share'), () => 'never')).toEqual(step('share'));
});

test('computes relative times in the shell that runs the printed call', () => {
  expect(toCliCommands(plan({ steps: [deprecate] }), 'AR-7F3K2M')[0]?.lines).toEqual([
    "in_60_seconds=$(date -u -d '+60 seconds' +%Y-%m-%dT%H:%M:%SZ)",
    'aws ec2 enable-image-deprecation --region us-east-1 --cli-input-json' +
      ` '{"ImageId":"${IMAGE.imageId}","DeprecateAt":"'"$in_60_seconds"'"}'`,
  ]);
});
