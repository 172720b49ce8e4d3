import { describe, expect, test } from '@jest/globals';
import type { HomeView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { createHomes } from '../../src/listeners/homes.js';
import { Throttled } from '../../src/workflows/errors.js';
import { ana, ben } from '../workflows/builders.js';
import { silentLog, TestClock } from '../workflows/world.js';

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
  const homes = createHomes({
    client,
    clock,
    log: silentLog,
    look: async ({ userId }, how): Promise<HomeView> => {
      looks.push(`${userId} ${how}`);
      return { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: text() } }] };
    },
  });
  return { homes, clock, published, looks };
}

describe('the Homes', () => {
  test('are shown when they are opened, as they are now', async () => {
    const { homes, published, looks } = homesShowing(() => 'one');

    await homes.open(ana);

    expect(published).toEqual(['U0ANA']);
    expect(looks).toEqual(['U0ANA now']);
  });

  test('are shown anew after a change, where it changes them, and only to those who have opened theirs', async () => {
    let text = 'one';
    const { homes, published } = homesShowing(() => text);
    await homes.open(ana);
    await homes.open(ben);

    homes.changed();
    await homes.tick();
    expect(published).toHaveLength(2);

    text = 'two';
    homes.changed();
    await homes.tick();
    await homes.tick();
    expect(published).toEqual(['U0ANA', 'U0BEN', 'U0ANA', 'U0BEN']);
  });

  test('are looked at once more soon after a change, and then once a minute', async () => {
    const { homes, clock, looks } = homesShowing(() => 'one');
    await homes.open(ana);
    homes.changed();

    const seen: number[] = [];
    for (let second = 0; second < 130; second += 1) {
      const before = looks.length;
      await homes.tick();
      if (looks.length > before) seen.push(second);
      clock.advance(1);
    }

    expect(seen).toEqual([0, 5, 65, 125]);
  });

  test('cost nothing while nobody has opened one, and are forgotten after some hours', async () => {
    const { homes, clock, looks } = homesShowing(() => 'one');
    homes.changed();
    await homes.tick();
    await homes.open(ana);
    clock.advance(5 * 3_600);
    await homes.tick();

    expect(looks).toEqual(['U0ANA now']);
  });

  test('say so when they cannot be made', async () => {
    const { homes, published } = homesShowing(() => {
      throw new Throttled('DynamoDB is too busy');
    });

    await homes.open(ana);

    expect(published).toEqual(['U0ANA']);
  });
});
