import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations, viewViolations } from '../../../sandbox/slack/rules/index.js';
import { driftBlocks } from '../../../src/listeners/blocks/digest/drift.js';
import { driftResponseForm, encodeShareChoice } from '../../../src/listeners/blocks/digest/drift-form.js';
import { driftThreadNote, driftResults } from '../../../src/listeners/blocks/digest/drift-outcomes.js';
import { DRIFT_RESPONSE_ACTION, INPUT_ACTION_ID, VIEW } from '../../../src/listeners/blocks/kit/ids.js';
import type { AdoptDriftCommand, DriftOutcome, StaleResponse } from '../../../src/workflows/digest/results.js';
import type { Drift } from '../../../src/domain/drift/types.js';
import { known, unknown } from '../../../src/domain/model/fact.js';
import { approval, directory, IMAGE, rita } from '../../workflows/builders.js';
import { SCANNED_AT } from '../../domain/digest/builders.js';
import { adversarialText, findMrkdwnOrBroadcasts } from '../hostile-text.js';
import { press, submission } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { ListenerHarness, type JsonObject } from '../slack-setup.js';

const PROD: Drift = {
  ...IMAGE,
  name: 'golden',
  grantee: { kind: 'account', id: '111122223333' },
  kind: 'unexplained',
  requests: [],
};
const OU: Drift = {
  ...PROD,
  grantee: { kind: 'ou', arn: 'arn:aws:organizations::999988887777:ou/o-a1b2c3d4e5/ou-ab12-workload1' },
};
const PUBLIC: Drift = { ...PROD, grantee: { kind: 'public' } };
const GONE: Drift = {
  ...PROD,
  grantee: { kind: 'account', id: '444455556666' },
  kind: 'gone',
  requests: ['AR-7F3K2M'],
};
const ALL = [PROD, OU, PUBLIC, GONE];
const thread = { channel: 'C0DIGEST', ts: '7.000' };

function sent(answer: 'adopt' | 'unshare', drifts: readonly Drift[], reason = '', from: JsonObject = {}): JsonObject {
  const form = submission(VIEW.driftResponse, { response: answer, channel: 'C0DIGEST', thread }, {}, from);
  const selected_options = drifts.map((drift) => ({ value: encodeShareChoice(drift) }));
  const values = {
    shares: { [INPUT_ACTION_ID]: { selected_options } },
    reason: { [INPUT_ACTION_ID]: { value: reason } },
  };
  return { ...form, view: { ...(form.view as JsonObject), state: { values } } };
}

function openHarness(drifts: readonly Drift[] = ALL, outcomes: readonly DriftOutcome[] = []) {
  const adopted: AdoptDriftCommand[] = [];
  const asked: StaleResponse[] = [];
  const harness = new ListenerHarness({
    useCases: {
      listDrift: () => Promise.resolve({ scannedAt: SCANNED_AT, drifts }),
      adoptDrift(command) {
        adopted.push(command);
        return Promise.resolve(outcomes);
      },
      respondToStale(response) {
        asked.push(response);
        return Promise.resolve([]);
      },
    },
  });
  return { harness, adopted, asked };
}

function viewOf({ view }: JsonObject = {}): string {
  expect(viewViolations(view)).toEqual([]);
  return JSON.stringify(view);
}

describe('a button for shares in the digest', () => {
  test.each([
    ['adopt', DRIFT_RESPONSE_ACTION.adopt, ALL],
    ['unshare', DRIFT_RESPONSE_ACTION.unshare, [PROD, OU, PUBLIC]],
  ])('%s offers the shares that it can apply to', async (answer, action, offered) => {
    const { harness } = openHarness();

    await harness.send(press(action, answer));

    const form = viewOf(harness.callsOf('views.update')[0]);
    expect(ALL.filter((drift) => form.includes(encodeShareChoice(drift)))).toEqual(offered);
  });

  test('reports that no share is left', async () => {
    const { harness } = openHarness([GONE]);

    await harness.send(press(DRIFT_RESPONSE_ACTION.unshare, 'unshare'));

    expect(viewOf(harness.callsOf('views.update')[0])).toContain('Nothing is left to answer');
  });

  test('refuses members of other workspaces', async () => {
    const { harness } = openHarness();

    await harness.send(press(DRIFT_RESPONSE_ACTION.adopt, 'adopt', { user: 'U0STRANGER', team: 'T0OTHER' }));

    expect(viewOf(harness.callsOf('views.update')[0])).toContain('Only members of the workspace');
  });
});

describe('the submitted form for shares', () => {
  test('adopts each selected share and posts a note in the thread', async () => {
    const { harness, adopted } = openHarness(ALL, [{ drift: PROD, result: { kind: 'adopted', missingAdopters: 0 } }]);

    await harness.send(sent('adopt', [PROD, OU], ' From <before> '));

    expect(adopted).toEqual([{ by: rita, drifts: [PROD, OU], reason: 'From <before>' }]);
    expect(harness.callsOf('chat.postMessage')).toMatchObject([{ channel: 'C0DIGEST', thread_ts: '7.000' }]);
  });

  test('requests one unshare per AMI and a separate unpublish', async () => {
    const { harness, asked } = openHarness();

    await harness.send(sent('unshare', [PROD, OU, PUBLIC]));

    expect(asked).toMatchObject([
      {
        kind: 'request',
        by: rita,
        requests: [
          { operation: { name: 'unshare' }, input: { ami: IMAGE.imageId, targets: [PROD.grantee, OU.grantee] } },
          { operation: { name: 'unpublish' }, input: { ami: IMAGE.imageId } },
        ],
      },
    ]);
  });

  test('without a selection is returned with an error', async () => {
    const { harness, adopted } = openHarness();

    await harness.send(sent('adopt', []));

    expect(harness.acknowledged).toEqual([
      { response_action: 'errors', errors: { shares: 'Choose at least one share.' } },
    ]);
    expect(adopted).toEqual([]);
  });

  test('with a share that is already resolved changes nothing and says so', async () => {
    const { harness, adopted } = openHarness([OU]);

    await harness.send(sent('adopt', [PROD, OU]));

    expect(JSON.stringify(harness.calls)).toContain('Nothing was done. Open the form again.');
    expect(adopted).toEqual([]);
  });

  test('from another workspace is refused', async () => {
    const { harness, adopted } = openHarness();

    await harness.send(sent('adopt', [PROD], '', { user: 'U0STRANGER', team: 'T0OTHER' }));

    expect(adopted).toEqual([]);
  });
});

describe('the reply after adoption', () => {
  const forbidden = {
    kind: 'forbidden',
    reason: { code: 'refused-by-rule', rule: 4, message: 'Ask *security*.', action: 'publish', target: 'public' },
  } as const;
  const notAllowed = {
    kind: 'not-allowed',
    eligibility: { kind: 'not-an-approver' },
    policyDecision: approval(),
  } as const;
  const unread = {
    kind: 'not-allowed',
    eligibility: { kind: 'membership-unknown', groups: ['S0A'] },
    policyDecision: approval(),
  } as const;

  test.each<[DriftOutcome['result'], RegExp]>([
    [{ kind: 'adopted', missingAdopters: 0 }, /: adopted\.$/],
    [{ kind: 'adopted', missingAdopters: 1 }, /: adopted by you; one approver must adopt it, too\.$/],
    [
      { kind: 'already-adopted', missingAdopters: 2 },
      /: you have adopted it already; 2 approvers must adopt it, too\.$/,
    ],
    [{ kind: 'resolved' }, /: that is no longer so, or is explained by now\. Nothing was done\.$/],
    [{ kind: 'image-not-found' }, /: the AMI no longer exists\. Nothing was done\.$/],
    [{ kind: 'failed', message: 'AWS is away' }, /: was left as it is: AWS is away$/],
    [forbidden, /: it cannot be adopted\. Rule 4 does not allow publish: Ask \*security\*\.$/],
    [notAllowed, /: you may not adopt it\. These may: @U0ANA.*@U0BEN\.$/],
    [unread, /: Slack did not return the members of .*Try again in a minute\.$/],
    [
      { kind: 'not-allowed', eligibility: { kind: 'another-team' }, policyDecision: approval() },
      /only members of this workspace/,
    ],
  ])('states the outcome %j', (result, says) => {
    const { text, blocks } = driftResults([{ drift: PROD, result }], directory);

    expect(messageViolations({ text, blocks })).toEqual([]);
    expect(renderedLines(blocks).at(-1)).toMatch(says);
    expect(driftThreadNote('U0RITA', [{ drift: PROD, result }], directory) !== undefined).toBe(
      result.kind === 'adopted',
    );
  });
});

describe('shares in a digest', () => {
  test('are listed with grantees and the requests behind them', () => {
    const taken: Drift = { ...PROD, requests: ['AR-000001'] };
    const blocks = driftBlocks(known({ found: [...ALL, taken, { ...GONE, requests: [] }], count: 12 }), { directory });

    expect(renderedLines(blocks).join('\n')).toBe(
      [
        '12 shares without a matching request:',
        `- golden (${IMAGE.imageId}, us-east-1, images (999988887777)) is shared with prod (111122223333) and 2 more, without a matching request.`,
        `- golden (${IMAGE.imageId}, us-east-1, images (999988887777)) is no longer shared with 444455556666, as AR-7F3K2M requested.`,
        `- golden (${IMAGE.imageId}, us-east-1, images (999988887777)) is shared with prod (111122223333), although AR-000001 revoked it.`,
        `- golden (${IMAGE.imageId}, us-east-1, images (999988887777)) is no longer shared with 444455556666, although that was adopted.`,
        '- … 6 more',
        '[Adopt …] [Unshare …]',
      ].join('\n'),
    );
  });

  test('are omitted if there are none or the check failed', () => {
    expect(driftBlocks(known({ found: [], count: 0 }), { directory })).toEqual([]);
    expect(driftBlocks(unknown('the table is away'), { directory })).toEqual([]);
  });

  test('fit the Slack limits and are never parsed as markup', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(adversarialText, adversarialText), { minLength: 1, maxLength: 120 }), (texts) => {
        const drifts = texts.map(([name, arn], index): Drift => {
          return { ...PROD, name, grantee: { kind: 'ou', arn: `${arn}${index}` }, requests: ['AR-000001'] };
        });
        const blocks = driftBlocks(known({ found: drifts, count: drifts.length }), { directory });
        const form = driftResponseForm('adopt', { scannedAt: SCANNED_AT, drifts }, { directory, metadata: '{}' });

        expect(messageViolations({ text: 'x', blocks })).toEqual([]);
        expect(viewViolations(form)).toEqual([]);
        expect([...findMrkdwnOrBroadcasts({ blocks }), ...findMrkdwnOrBroadcasts(form)]).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
