import { describe, expect, test } from '@jest/globals';
import type { ModalView } from '@slack/types';
import { viewViolations } from '../../../../sandbox/slack/rules/index.js';
import { callsView } from '../../../../src/listeners/blocks/request/calls-view.js';
import { parseCallsPage } from '../../../../src/listeners/calls-page.js';
import { directory, plan, request, step, t } from '../../../workflows/builders.js';
import { renderedLines } from '../../rendered-messages.js';

const TARGETS = Array.from({ length: 50 }, (_, index) => `account-${index} (${String(index).padStart(12, '0')})`);
const LONG = 'x'.repeat(1_500);

const LARGE = request({
  plan: plan({
    steps: Array.from({ length: 200 }, (_, index) =>
      step(`copy-${index}`, {
        call: {
          name: 'CopyImage',
          account: '111122223333',
          region: 'eu-west-1',
          input: { SourceRegion: 'us-east-1', SourceImageId: `ami-${index}`, Name: `copy ${index}` },
        },
      }),
    ),
    perTarget: {
      phrases: { done: 'Copied to', partly: 'Copied in part to', failed: 'Not copied to' },
      targets: TARGETS.map((label) => ({ label, steps: [] })),
    },
    evidence: [{ label: 'Used by', value: `${LONG} the end of the evidence` }],
    findings: Array.from({ length: 30 }, (_, index) => ({
      code: 'some-finding',
      severity: 'warning',
      text: `Warning ${index}. ${LONG} the end of warning ${index}`,
    })),
  }),
});

/** All pages, as a person sees them who presses Next until there is no such button. */
function pagesOf(first: ModalView): readonly ModalView[] {
  const next = pressOf(first, 'next_calls');
  return next === undefined ? [first] : [first, ...pagesOf(callsView(LARGE, directory, parseCallsPage(next).asked))];
}

function pressOf({ blocks }: ModalView, actionId: string): unknown {
  for (const block of blocks) {
    if (block.type !== 'actions' || !('elements' in block)) continue;
    for (const element of block.elements) {
      if (element.type === 'button' && element.action_id === actionId) {
        return { view: { id: 'V1' }, actions: [{ value: element.value }] };
      }
    }
  }
  return undefined;
}

describe('the calls of a large request', () => {
  const pages = pagesOf(callsView(LARGE, directory));
  const lines = pages.flatMap(({ blocks }) => renderedLines(blocks));

  test('are shown on pages that Slack accepts', () => {
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flatMap(viewViolations)).toEqual([]);
    expect(lines).toContain(`Page 2 of ${pages.length}`);
  });

  test('are all shown, with every target, all evidence and every finding in full', () => {
    const text = lines.join('\n');

    for (const target of TARGETS) expect(text).toContain(target);
    for (const index of Array.from({ length: 200 }, (_, each) => each)) {
      expect(text).toContain(`"SourceImageId":"ami-${index}","Name":"copy ${index}"`);
    }
    expect(text).toContain('the end of the evidence');
    for (const index of Array.from({ length: 30 }, (_, each) => each)) {
      expect(text).toContain(`the end of warning ${index}`);
    }
    expect(text).not.toContain('…');
  });

  test('can be paged back', () => {
    const [first, second] = pages;
    const back = second && pressOf(second, 'previous_calls');

    expect(callsView(LARGE, directory, parseCallsPage(back).asked)).toEqual(first);
    expect(first && pressOf(first, 'previous_calls')).toBeUndefined();
  });

  test('start from the first page again if the plan was replaced', () => {
    const { history, plan: former } = LARGE;
    const changed = request({
      plan: former,
      history: [
        ...history,
        {
          type: 'plan-changed',
          differences: [],
          policyDecision: { kind: 'auto', rules: [1] },
          plan: former,
          at: t(9),
          approvalExpiresAt: t(99),
          remindAt: t(50),
        },
      ],
    });

    const shown = renderedLines(callsView(changed, directory, { request: LARGE.id, page: 1, plan: 0 }).blocks);

    expect(shown).toContain('The plan has changed. These are the calls of the new plan.');
    expect(shown).toContain(`Page 1 of ${pages.length}`);
  });
});
