import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDigestStore, createDynamoClient } from '../../src/aws/dynamodb/index.js';
import type { Message, View } from '../../sandbox/slack/state/entities.js';
import { buttonsIn, startJourney, textOf, type Journey } from './harness.js';
import { OffsetClock } from './shifted-clock.js';

const DIGEST = 'C0DIGEST';
const PAYMENTS = '999988887777 us-east-1 ami-0a57a1ed0c4b3f210';
const CMS = '999988887777 us-east-1 ami-0d15ab1ed0e1f2a30';
const BREAK_GLASS = '999988887777 us-east-1 ami-09407ec7ed1f2a3b0';
const RETAINED = '999988887777 us-east-1 ami-0e1a57edd2c1b0a90';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ app: false, clock: new OffsetClock(), leaseMs: 600_000 });
  await sentLastOn('2020-01-01');
});
afterAll(async () => {
  await journey.sandbox.close();
});

/** As if the digest of a day had been the last. */
async function sentLastOn(day: string): Promise<void> {
  const client = createDynamoClient({ region: 'us-east-1' });
  const digestStore = createDigestStore({ client, table: 'ami-steward' });
  const { version = 0 } = (await digestStore.load()) ?? {};
  await digestStore.save({ version: version + 1, day });
  client.destroy();
}

function digests(): readonly Message[] {
  return journey.sandbox.workspace.messages(DIGEST).filter(({ thread_ts }) => thread_ts === null);
}

function inThread(): readonly string[] {
  return journey.sandbox.workspace
    .messages(DIGEST)
    .filter(({ thread_ts }) => thread_ts !== null)
    .map(textOf);
}

async function postedDigest(): Promise<Message> {
  return journey.sandbox.workspace.waitUntil(() => digests().at(-1), { description: 'a digest' });
}

function choice(value: string) {
  return { text: { type: 'plain_text', text: value }, value };
}

/** Opens the form of an answer below the last digest. */
async function formOf(person: string, actionId: string): Promise<View> {
  const message = digests().at(-1);
  if (message === undefined) throw new Error('there is no digest');
  await journey.user(person).click(message, actionId);
  return journey.sandbox.workspace.waitUntil(
    () =>
      journey
        .user(person)
        .views()
        .find(({ content }) => !JSON.stringify(content).includes('One moment')),
    { description: 'the form' },
  );
}

function chosen(values: readonly string[], rest: object = {}) {
  return { images: { value: { type: 'multi_static_select', selected_options: values.map(choice) } }, ...rest };
}

function keeping(days: string, reason: string) {
  return {
    days: { value: { type: 'radio_buttons', selected_option: choice(days) } },
    reason: { value: { type: 'plain_text_input', value: reason } },
  };
}

describe('the daily digest', () => {
  test('is posted once after Slack recovers, even if the app restarts', async () => {
    journey.sandbox.workspace.injectFault({ method: 'chat.postMessage', kind: { is: 'status', status: 503 } });

    await journey.sandbox.startApp();
    const { text } = await postedDigest();
    await journey.sandbox.stopApp();
    await journey.sandbox.startApp();
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    expect(text).toMatch(/^\d+ stale AMIs, up to \$\d+\.\d\d a month$/);
    expect(digests()).toHaveLength(1);
  });

  test('lists stale AMIs by location with reasons, and names missing permissions', () => {
    const [message] = digests();
    const text = message === undefined ? '' : textOf(message);

    expect(text).toMatch(/images \(999988887777\), us-east-1: \d+ stale, \$\d+\.\d\d a month:/);
    expect(text).toMatch(
      /payments-api-2025.01 \| \$1.55 \|.*1 existing AMI was created from it.*\| ami-0a57a1ed0c4b3f210 \|/,
    );
    expect(text).not.toContain('golden-base');
    expect(text).toContain('dev (444455556666): ec2:DescribeImageReferences is missing, in eu-west-1.');
    expect(buttonsIn(message)).toEqual(['Adopt …', 'Unshare …', 'Deregister …', 'Retire …', 'Keep …']);
  });
});

describe('a response to a share without a matching request', () => {
  const TO_PROD = 'ami-05ba4ed1f2e3d4c50 + 111122223333';
  const TO_ALL = 'ami-09b11c0d1e2f3a4b0 + public';

  function shares(...values: readonly string[]): Record<string, unknown> {
    return { shares: { value: { type: 'multi_static_select', selected_options: values.map(choice) } } };
  }

  async function answered(person: string, actionId: string, ...values: readonly string[]): Promise<string> {
    const form = await formOf(person, actionId);
    return journey.ephemeralReplyTo(person, () => journey.user(person).submit(form, shares(...values)));
  }

  test('adopts it once an approver has confirmed what another user began', async () => {
    const [message] = digests();

    expect(message === undefined ? '' : textOf(message)).toMatch(/\d+ shares without a matching request:/);
    expect(await answered('U0BEN', 'adopt_share', TO_PROD)).toContain(
      'adopted by you; one approver must adopt it, too',
    );
    expect(await answered('U0RITA', 'adopt_share', TO_PROD)).toMatch(/you may not adopt it\. These may: .*S0PLATFORM/);
    expect(await answered('U0ANA', 'adopt_share', TO_PROD)).toMatch(/is shared with prod .*: adopted\./);
    await journey.sandbox.workspace.waitUntil(() => inThread().some((text) => text.includes('Answered by @U0ANA')));
    await journey.sandbox.workspace.waitUntil(() =>
      digests().some((message) => textOf(message).includes('with prod (111122223333): adopted by @U0ANA')),
    );
    expect(await journey.runCommand('U0SAM', '/ami history ami-05ba4ed1f2e3d4c50')).toMatch(
      /adopted by @U0ANA: the share with prod \(111122223333\)/,
    );
  });

  test('adopts nothing that the rules refuse', async () => {
    expect(await answered('U0SEC', 'adopt_share', TO_ALL)).toMatch(
      /0 of 1 went through\.[^]*it cannot be adopted\. Rule 4 does not allow publish: Public AMIs/,
    );
  });

  test('is no longer offered after the share is adopted', async () => {
    const form = await formOf('U0BEN', 'adopt_share');

    expect(JSON.stringify(form.content)).not.toContain(TO_PROD);
    await journey.user('U0BEN').close(form);
  });

  test('to unshare it creates an ordinary request', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const answer = await answered('U0RITA', 'unshare_share', 'ami-05ba4ed3f2e3d4c50 + 444455556666');

    expect(answer).toMatch(/AR-[0-9A-Z]{6} Waiting for approval: Stop sharing /);
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
    const [id = ''] = /AR-[0-9A-Z]{6}/.exec(answer) ?? [];
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForStatus(id, 'Done');
    expect(journey.changeCallsSince(checkpoint).map(({ operation }) => operation)).toContain('ModifyImageAttribute');
  });
});

describe('a response to keep an AMI', () => {
  test('appears in the thread and wherever the AMI is shown', async () => {
    const form = await formOf('U0RITA', 'keep_stale');

    const answer = await journey.ephemeralReplyTo('U0RITA', () =>
      journey.user('U0RITA').submit(form, chosen([PAYMENTS, CMS], keeping('30', 'For the *audit*'))),
    );

    expect(answer).toContain(
      'payments-api-2025.01 (ami-0a57a1ed0c4b3f210, us-east-1, images (999988887777)) is kept until',
    );
    await journey.sandbox.workspace.waitUntil(() => inThread().some((text) => text.includes('Answered by @U0RITA')));
    await journey.sandbox.workspace.waitUntil(() =>
      digests().some((message) => /\| Kept until .* by @U0RITA\. .*\| ami-0a57a1ed0c4b3f210 \|/.test(textOf(message))),
    );
    expect(await journey.runCommand('U0SAM', '/ami info ami-0a57a1')).toMatch(
      /Exempted from the digest: until \d{4}-\d\d-\d\d: “For the \*audit\*” – @U0RITA/,
    );
    expect(await journey.runCommand('U0SAM', '/ami history ami-0a57a1')).toMatch(
      /exempted from the digest until .* by @U0RITA/,
    );
    expect(await journey.runCommand('U0SAM', '/ami list stale')).not.toContain('ami-0a57a1ed0c4b3f210');
  });

  test('removes the AMI from the next digest, which names the user who keeps it', async () => {
    await journey.runCommand('U0SAM', '/ami digest');
    const text = await journey.sandbox.workspace.waitUntil(
      () => {
        const last = journey.user('U0SAM').ephemeralMessages().at(-1);
        return last !== undefined && textOf(last).includes(' stale AMIs, ') && textOf(last);
      },
      { description: 'the digest' },
    );

    expect(text).not.toMatch(/\| ami-0a57a1ed0c4b3f210 \|/);
    expect(text).toMatch(/- payments-api-2025.01 \(ami-0a57a1ed0c4b3f210, .*\) until .* by @U0RITA: For the \*audit\*/);
  });

  test('is no longer offered for the AMI', async () => {
    const form = await formOf('U0SAM', 'keep_stale');

    expect(JSON.stringify(form.content)).not.toContain('ami-0a57a1ed0c4b3f210');
    await journey.user('U0SAM').close(form);
  });
});

describe('a response to deregister AMIs', () => {
  test('creates a request for each AMI, and gives the reason if it cannot', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const form = await formOf('U0RITA', 'deregister_stale');

    const answer = await journey.ephemeralReplyTo('U0RITA', () =>
      journey.user('U0RITA').submit(form, chosen([RETAINED, BREAK_GLASS])),
    );

    expect(answer).toContain('1 of 2 went through.');
    expect(answer).toMatch(/AR-[0-9A-Z]{6} Waiting for approval: Deregister ami-0e1a57edd2c1b0a90/);
    expect(answer).toMatch(/Not requested: .*ami-09407ec7ed1f2a3b0/);
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
    const [id = ''] = /AR-[0-9A-Z]{6}/.exec(answer) ?? [];
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForStatus(id, 'Done');
  });

  test('does nothing for an AMI that no longer exists, and reports this', async () => {
    const form = await formOf('U0SAM', 'deregister_stale');

    const answer = await journey.ephemeralReplyTo('U0SAM', () =>
      journey.user('U0SAM').submit(form, chosen([RETAINED])),
    );

    expect(answer).toContain('0 of 1 went through.');
    expect(answer).toContain('no longer exists');
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
