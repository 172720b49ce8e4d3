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
    render: async ({ userId }): Promise<HomeView> => {
      looks.push(userId);
      return { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: text() } }] };
    },
  });
  return { homes: homeTab, clock, published, looks };
}

describe('the Home tab publisher', () => {
  test('publishes a Home tab when it is opened', async () => {
    const { homes: homeTab, published, looks } = homesShowing(() => 'one');

    await homeTab.open(ana);

    expect(published).toEqual(['U0ANA']);
    expect(looks).toEqual(['U0ANA']);
  });

  test('republishes opened tabs after a change, but only if their content differs', async () => {
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

  test('refreshes a few seconds after a change and then once a minute', async () => {
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

  test('renders nothing before a tab is opened and forgets it after some hours', async () => {
    const { homes: homeTab, clock, looks } = homesShowing(() => 'one');
    homeTab.invalidate();
    await homeTab.refreshDue();
    await homeTab.open(ana);
    clock.advance(5 * 3_600);
    await homeTab.refreshDue();

    expect(looks).toEqual(['U0ANA']);
  });

  test('publishes a notice if the tab cannot be rendered', async () => {
    const { homes: homeTab, published } = homesShowing(() => {
      throw new Throttled('DynamoDB is too busy');
    });

    await homeTab.open(ana);

    expect(published).toEqual(['U0ANA']);
  });
});
