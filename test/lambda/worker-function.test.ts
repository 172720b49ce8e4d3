import { describe, expect, test } from '@jest/globals';
import { App } from '@slack/bolt';
import { createSplitReceiver } from '../../src/lambda/receiver.js';
import type { SlackBody } from '../../src/server/slack-body.js';
import { createWorkerFunction, type BotAssembly } from '../../src/lambda/worker-function.js';
import { signatureHeaders } from '../../sandbox/slack/delivery/signature.js';
import { silentLogger } from '../sandbox/slack/open-workspace.js';

/** What was done, in its order. */
function fakeBot({ due = [] as number[], pollMs = 0 } = {}) {
  const done: string[] = [];
  const left = [...due];
  const app = new App({
    receiver: createSplitReceiver(),
    token: 'xoxb-test',
    tokenVerificationEnabled: false,
    botId: 'B0',
    botUserId: 'U0',
    logger: silentLogger,
  });
  const bot: BotAssembly = {
    receiver: {
      process(body: SlackBody) {
        done.push(`carried out ${JSON.stringify(body)}`);
        return Promise.resolve();
      },
    },
    bot: {
      app,
      steward: {
        async poll() {
          await new Promise((resolve) => setTimeout(resolve, pollMs));
          done.push('polled');
          return left.shift() ?? 0;
        },
        postDigest() {
          done.push('digest posted');
          return Promise.resolve();
        },
        whenIdle() {
          done.push('settled');
          return Promise.resolve();
        },
        stop() {
          done.push('stopped');
          return Promise.resolve();
        },
      },
    },
  };
  return { bot, done };
}

const SECRET = 'signing-secret';
const NOW = new Date('2026-11-26T11:00:00.000Z');
const COMMAND = 'command=%2Fami';

function workerOf(assemble: () => Promise<BotAssembly>) {
  return createWorkerFunction({ assemble, signingSecret: SECRET, clock: { now: () => NOW } });
}

/** What the function for Slack passes on, signed so many seconds from now. */
function slackEvent(seconds = 0, body = COMMAND, secret = SECRET): object {
  const headers = signatureHeaders(secret, body, NOW.getTime() / 1_000 + seconds);
  return {
    kind: 'slack',
    body,
    contentType: 'application/x-www-form-urlencoded',
    timestamp: headers['x-slack-request-timestamp'],
    signature: headers['x-slack-signature'],
  };
}

function timeLeft(...ms: readonly number[]) {
  const left = [...ms];
  const last = ms.at(-1) ?? 0;
  return { getRemainingTimeInMillis: () => left.shift() ?? last };
}

const MINUTES = timeLeft(300_000);

/** As DynamoDB sends it. (Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB") */
const STREAM = {
  Records: [
    {
      eventID: 'c4ca4238a0b923820dcc509a6f75849b',
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        Keys: { id: { S: 'AR-7F3K2M' } },
        SequenceNumber: '4421584500000000017450439091',
        SizeBytes: 26,
        StreamViewType: 'KEYS_ONLY',
      },
      eventSourceARN: 'arn:aws:dynamodb:us-east-1:999988887777:table/ami-steward/stream/2026-11-26T00:00:00.000',
    },
  ],
};

describe('the worker', () => {
  test('processes the payload and then the due requests', async () => {
    const { bot, done } = fakeBot();

    await workerOf(() => Promise.resolve(bot))(slackEvent(), MINUTES);

    expect(done).toEqual(['carried out {"command":"/ami"}', 'settled', 'polled']);
  });

  test.each([300, 0, -300, -599])('accepts a request that was signed %s seconds from now', async (seconds) => {
    const { bot, done } = fakeBot();

    await workerOf(() => Promise.resolve(bot))(slackEvent(seconds), MINUTES);

    expect(done[0]).toBe('carried out {"command":"/ami"}');
  });

  test.each<[string, object]>([
    ['signed with another secret', slackEvent(0, COMMAND, 'guessed')],
    ['with the signature of another body', { ...slackEvent(), body: 'command=%2Fami&user_id=U0ANA' }],
    ['signed more than ten minutes ago', slackEvent(-601)],
    ['signed more than five minutes ahead', slackEvent(301)],
    ['without a signature', { ...slackEvent(), signature: '' }],
    ['of null', slackEvent(0, 'payload=null')],
  ])('refuses a request %s, and calls nothing', async (_what, event) => {
    const { bot, done } = fakeBot();

    await expect(workerOf(() => Promise.resolve(bot))(event, MINUTES)).rejects.toThrow('that Slack signed');
    expect(done).toEqual([]);
  });

  test.each([
    ['its schedule', { kind: 'poll' }],
    ['the table stream', STREAM],
  ])('polls until nothing is due when invoked by %s', async (_who, event) => {
    const { bot, done } = fakeBot({ due: [20, 3] });

    await workerOf(() => Promise.resolve(bot))(event, MINUTES);

    expect(done).toEqual(['settled', 'polled', 'settled', 'polled', 'settled', 'polled']);
  });

  test.each([
    [{}],
    [{ Records: [] }],
    [{ Records: [{ eventSource: 'aws:sqs' }] }],
    [{ kind: 'slack' }],
    [{ kind: 'slack', body: { command: '/ami' } }],
    [undefined],
  ])('refuses the unknown event %j', async (event) => {
    const { bot, done } = fakeBot();

    await expect(workerOf(() => Promise.resolve(bot))(event, MINUTES)).rejects.toThrow();
    expect(done).toEqual([]);
  });

  test('posts the digest on its schedule without polling', async () => {
    const { bot, done } = fakeBot({ due: [1] });

    await workerOf(() => Promise.resolve(bot))({ kind: 'digest' }, MINUTES);

    expect(done).toEqual(['digest posted', 'settled']);
  });

  test('stops polling when little time remains', async () => {
    const { bot, done } = fakeBot({ due: [20, 20] });

    await workerOf(() => Promise.resolve(bot))({ kind: 'poll' }, timeLeft(300_000, 60_000, 20_000));

    expect(done).toEqual(['settled', 'polled', 'settled']);
  });

  test('stops the steward before the timeout and assembles another for the next event', async () => {
    let assembled = 0;
    const { bot, done } = fakeBot({ pollMs: 60 });
    const worker = workerOf(() => {
      assembled += 1;
      return Promise.resolve(bot);
    });

    await worker({ kind: 'poll' }, timeLeft(15_020, 300_000));
    await worker({ kind: 'poll' }, MINUTES);

    expect(done).toEqual(['settled', 'stopped', 'polled', 'settled', 'polled']);
    expect(assembled).toBe(2);
  });

  test('assembles the bot once, and again after a failed assembly', async () => {
    let assembled = 0;
    const { bot } = fakeBot();
    const worker = workerOf(() => {
      assembled += 1;
      return assembled === 1 ? Promise.reject(new Error('Slack does not answer')) : Promise.resolve(bot);
    });

    await expect(worker({ kind: 'poll' }, MINUTES)).rejects.toThrow('Slack does not answer');
    await worker({ kind: 'poll' }, MINUTES);
    await worker({ kind: 'poll' }, MINUTES);

    expect(assembled).toBe(2);
  });
});
