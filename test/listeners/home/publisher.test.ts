import { describe, expect, test } from '@jest/globals';
import type { HomeView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { createHomeTabPublisher } from '../../../src/listeners/home/publisher.js';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import { ana, ben } from '../../workflows/builders.js';
import { silentLog, TestClock } from '../../workflows/context.js';

function homesShowing(text: () => string) {
  const clock = new TestClock();
  const published: string[] = [];
  const looks: string[] = [];
  const client = new WebClient('xoxb-test', {
    retryConfig: { retries: 0 },
    fetch: async (_, init) => {
      published.push(new URLSearchParams(z.string().parse(init?.body)).get('user_id') ?? '');
      return new Response('{"ok":true}');
    },
  });
  const homeTab = createHomeTabPublisher({
    client,
    clock,
    log: silentLog,
    render: async ({ userId }, membership): Promise<HomeView> => {
      looks.push(`${userId} ${membership}`);
      return { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: text() } }] };
    },
  });
  return { homes: homeTab, clock, published, looks };
}

describe('the Homes', () => {
  test('are shown when they are opened, as they are now', async () => {
    const { homes: homeTab, published, looks } = homesShowing(() => 'one');

    await homeTab.open(ana);

    expect(published).toEqual(['U0ANA']);
    expect(looks).toEqual(['U0ANA fresh']);
  });

  test('are shown anew after a change, where it changes them, and only to those who have opened theirs', async () => {
    let text = 'one';
    const { homes: homeTab, published } = homesShowing(() => text);
    await homeTab.open(ana);
    await homeTab.open(ben);

    homeTab.invalidate();
    await homeTab.refreshDue();
    expect(published).toHaveLength(2);

    text = 'two';
    homeTab.invalidate();
    await homeTab.refreshDue();
    await homeTab.refreshDue();
    expect(published).toEqual(['U0ANA', 'U0BEN', 'U0ANA', 'U0BEN']);
  });

  test('are looked at once more soon after a change, and then once a minute', async () => {
    const { homes: homeTab, clock, looks } = homesShowing(() => 'one');
    await homeTab.open(ana);
    homeTab.invalidate();

    const seen: number[] = [];
    for (let second = 0; second < 130; second += 1) {
      const before = looks.length;
      await homeTab.refreshDue();
      if (looks.length > before) seen.push(second);
      clock.advance(1);
    }

    expect(seen).toEqual([0, 5, 65, 125]);
  });

  test('cost nothing while nobody has opened one, and are forgotten after some hours', async () => {
    const { homes: homeTab, clock, looks } = homesShowing(() => 'one');
    homeTab.invalidate();
    await homeTab.refreshDue();
    await homeTab.open(ana);
    clock.advance(5 * 3_600);
    await homeTab.refreshDue();

    expect(looks).toEqual(['U0ANA fresh']);
  });

  test('say so when they cannot be made', async () => {
    const { homes: homeTab, published } = homesShowing(() => {
      throw new Throttled('DynamoDB is too busy');
    });

    await homeTab.open(ana);

    expect(published).toEqual(['U0ANA']);
  });
});
