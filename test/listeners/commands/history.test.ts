import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../../sandbox/slack/rules/index.js';
import type { HistoryQuery, HistoryResult } from '../../../src/workflows/use-cases.js';
import { request } from '../../workflows/builders.js';
import { command } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { ListenerHarness } from '../slack-setup.js';

const NOTHING = {
  kind: 'history',
  subjectKey: 'ami-1',
  requests: [],
  exemptions: [],
  adoptions: [],
  unreachable: [],
} as const;
const SHARED = 'Share ami-1234567890abcdef0 with prod (111122223333) – @U0RITA, 2026-11-24 09:00 UTC';

/** What is asked of the use case, and the private answer to it. */
async function historyOf(line: string, history: HistoryResult = NOTHING) {
  const asked: HistoryQuery[] = [];
  const harness = new ListenerHarness({
    useCases: {
      getHistory: async (query) => {
        asked.push(query);
        return history;
      },
    },
  });
  await harness.send(command(`history ${line}`));
  const [{ text, blocks } = {}] = harness.callsOf('response_url');
  expect(messageViolations({ text, blocks })).toEqual([]);
  return { asked, lines: renderedLines(Array.isArray(blocks) ? blocks : []) };
}

describe('/ami history', () => {
  test.each<[string, HistoryQuery]>([
    ['ami-123 in us-east-1', { subjectKind: 'image', input: { ami: 'ami-123', region: 'us-east-1' } }],
    ['AMI-1234567890ABCDEF0', { subjectKind: 'image', input: { ami: 'ami-1234567890abcdef0' } }],
    ['i-0b11', { subjectKind: 'instance', input: { instance: 'i-0b11' } }],
    ['I–0B11 in us-east-1', { subjectKind: 'instance', input: { instance: 'i-0b11', region: 'us-east-1' } }],
    ['s3://images/Disk.ova', { subjectKind: 'object', subjectKey: 's3://images/Disk.ova' }],
  ])('%s is parsed into the matching query', async (line, query) => {
    expect((await historyOf(line)).asked).toEqual([query]);
  });

  test.each([
    ['golden-base', '“golden-base” is not the ID of an AMI (ami-…), an instance (i-…) or a request (AR-…).'],
    ['i-xyz', '“i-xyz” is not an instance ID: “i-” and up to 17 of the characters 0–9 and a–f.'],
    ['ami-xyz', '“ami-xyz” is not an AMI ID: “ami-” and up to 17 of the characters 0–9 and a–f.'],
    ['123abc0', 'Did you mean ami-123abc0?'],
    ['i-0b11 in mars-east-1', '“mars-east-1”'],
    ['ami-1 ami-2', 'Usage: /ami history <ami>|<instance>|<request>'],
  ])('%s is refused with an explanation and without a lookup', async (line, expected) => {
    const { asked, lines } = await historyOf(line);

    expect(lines.join('\n')).toContain(expected);
    expect(asked).toEqual([]);
  });

  test('lists the requests and the request that created the AMI', async () => {
    const creator = request({ id: 'AR-00000C' });
    const older = { subjectKey: 'ami-1', cursor: 'page-2' };
    const { lines } = await historyOf('ami-1', { ...NOTHING, requests: [request()], creator, older });

    expect(lines).toEqual([
      'Requests about ami-1',
      `AR-7F3K2M Waiting for approval: ${SHARED}`,
      '- 2026-11-24 09:00 UTC requested by @U0RITA',
      '… and older ones',
      'Made by',
      `AR-00000C Waiting for approval: ${SHARED}`,
      '- 2026-11-24 09:00 UTC requested by @U0RITA',
      '[More]',
    ]);
  });

  test.each([
    [1, 'Whether a request created it is unknown: one place could not be searched.'],
    [2, 'Whether a request created it is unknown: 2 places could not be searched.'],
  ])('states that the creator is unknown if %j places could not be searched', async (count, expected) => {
    const place = { region: 'us-east-1', account: '111122223333', reason: 'denied' };
    const { lines } = await historyOf('ami-1', {
      ...NOTHING,
      unreachable: Array.from({ length: count }, () => place),
    });

    expect(lines).toEqual(['No requests about ami-1.', expected]);
  });

  test('reports a subject that was not found', async () => {
    const { lines } = await historyOf('i-0b11', {
      kind: 'unresolved',
      subjectKind: 'instance',
      reason: 'not-found',
      id: 'i-0b11',
      matches: [],
      unreachable: [],
    });

    expect(lines).toEqual(['No instance found with ID or ID prefix i-0b11.']);
  });
});
