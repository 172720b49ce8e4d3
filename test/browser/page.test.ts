import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { PageState, PageView } from '../../sandbox/slack/page-api.js';
import { OTHER_BLOCK_TYPES, FORM, plain, PENDING_REQUEST_BLOCKS } from '../sandbox/slack/web/fake-blocks.js';
import { ANA, channel, message, pageState, RITA } from '../sandbox/slack/web/fake-page.js';
import { startFakeServer, type FakeServer, type Posted } from '../sandbox/slack/web/fake-server.js';
import { buildPage } from './built-page.js';
import { describeInChromium, DESKTOP, PHONE } from './chromium.js';

describeInChromium('the page of the workspace', (open) => {
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: FakeServer;
  let state: PageState;
  let answer: (posted: Posted) => object | undefined;

  beforeAll(async () => {
    built = await buildPage();
    server = await startFakeServer({
      directory: built.directory,
      stateOf: (userId) => ({ ...state, me: userId === ANA.id ? ANA : RITA }),
      answer: (posted) => answer(posted),
    });
  });
  afterAll(async () => {
    await server.close();
    await built.remove();
  });
  afterEach(() => server.forget());

  function given(fields: Partial<PageState>): void {
    state = pageState(fields);
    answer = () => undefined;
  }

  function sent(route: string): readonly Posted['body'][] {
    return server.posted.filter((posted) => posted.route === route).map(({ body }) => body);
  }

  /** The last thing that the page posted to a route. */
  async function lastSent(route: string): Promise<Posted['body'] | undefined> {
    for (let waited = 0; waited < 3_000 && sent(route).length === 0; waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return sent(route).at(-1);
  }

  function composer(page: Page) {
    return page.getByRole('textbox', { name: 'Message #general' });
  }

  test('completes a command with Tab, sends it with Enter and shows its failure', async () => {
    given({});
    answer = () => ({ ok: false, error: '/ami failed with the error "operation_timeout"' });
    const { page, errors } = await open(server.url, DESKTOP);

    await composer(page).fill('/am');
    await composer(page).press('Tab');
    await composer(page).pressSequentially('sha');
    await composer(page).press('Enter');
    await composer(page).pressSequentially('ami-123 with 1111');
    await composer(page).press('Enter');

    const expected = { as: 'U0RITA', channel: 'C0GENERAL', text: '/ami share ami-123 with 1111' };
    expect(await lastSent('command')).toEqual(expected);
    await page
      .getByRole('article', { name: /^Workspace/ })
      .getByText('operation_timeout')
      .waitFor();
    expect(await composer(page).inputValue()).toBe('');
    expect(errors).toEqual([]);
  });

  test('selects an example with the arrow keys and sends it with a second Enter', async () => {
    given({});
    const { page } = await open(server.url, DESKTOP);

    await composer(page).fill('/ami ');
    await page.getByRole('option', { name: /ami-123 with 1111/ }).waitFor();
    await composer(page).press('ArrowUp');
    await composer(page).press('Enter');

    expect(await composer(page).inputValue()).toBe('/ami share ami-123 with 1111');
    expect(sent('command')).toEqual([]);

    await composer(page).press('Enter');

    expect(await lastSent('command')).toMatchObject({ text: '/ami share ami-123 with 1111' });
  });

  test('writes a suggestion into the composer and sends a message', async () => {
    given({});
    const { page } = await open(server.url, DESKTOP);

    await page
      .getByRole('complementary', { name: 'What to try' })
      .getByRole('button', { name: /ami-123/ })
      .click();
    expect(await composer(page).inputValue()).toBe('/ami share ami-123 with 1111');

    await composer(page).fill('good morning');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await lastSent('message')).toEqual({ as: 'U0RITA', channel: 'C0GENERAL', text: 'good morning' });
  });

  test('closes the suggestions on a small screen when one is chosen', async () => {
    given({});
    const { page } = await open(server.url, PHONE);
    const guide = page.getByRole('complementary', { name: 'What to try' });

    await page.getByRole('button', { name: 'What to try' }).click();
    await guide.getByRole('button', { name: /ami-123/ }).click();
    await guide.waitFor({ state: 'detached' });
    await composer(page).press('Enter');

    expect(await lastSent('command')).toMatchObject({ text: '/ami share ami-123 with 1111' });
  });

  test('sends a button press with its message and element, and confirms first if set', async () => {
    given({ conversations: [channel('C0GENERAL', 'general', [message({ blocks: [...PENDING_REQUEST_BLOCKS] })])] });
    const { page, errors } = await open(server.url, DESKTOP);

    await page.getByRole('button', { name: 'Approve' }).click();

    expect(await lastSent('action')).toMatchObject({
      as: 'U0RITA',
      channel: 'C0GENERAL',
      ts: '1795500000.000100',
      action: { type: 'button', action_id: 'approve', block_id: 'a', value: 'AR-7F3K2M' },
    });

    await page.getByRole('button', { name: 'Deny' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deny the request?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(sent('action')).toHaveLength(1);

    await page.getByRole('button', { name: 'More actions' }).click();
    server.forget();
    await page.getByRole('menuitem', { name: 'History' }).press('Enter');
    expect(await lastSent('action')).toMatchObject({
      action: { type: 'overflow', action_id: 'more', selected_option: { value: 'history' } },
    });
    expect(errors).toEqual([]);
  });

  test('sends every type of form input as Slack does', async () => {
    given({ views: [{ id: 'V1', view: FORM }] });
    answer = ({ route }) =>
      route === 'options' ? { options: [{ text: plain('alias/mine'), value: 'key-1' }] } : undefined;
    const { page, errors } = await open(server.url, DESKTOP);
    const form = page.getByRole('dialog', { name: 'Share an AMI' });

    await form.getByRole('combobox', { name: 'Accounts' }).click();
    await form.getByRole('option', { name: /prod/ }).click();
    await form.getByRole('combobox', { name: 'Key' }).fill('mi');
    await form.getByRole('option', { name: 'alias/mine' }).waitFor();
    await form.getByRole('combobox', { name: 'Key' }).press('Enter');
    await form.getByRole('radio', { name: 'Until a day' }).check();
    await form.getByLabel('Last day').fill('2026-12-24');
    await form.getByRole('checkbox', { name: /snapshots/ }).check();
    await form.getByRole('combobox', { name: 'Who answers for it' }).fill('ana');
    await form.getByRole('combobox', { name: 'Who answers for it' }).press('Enter');
    await form.getByRole('textbox', { name: 'Approvers' }).fill('2');
    await form.getByRole('textbox', { name: 'Reason' }).fill('new cluster');
    await form.getByRole('button', { name: 'Ask', exact: true }).click();

    expect(await lastSent('submit')).toMatchObject({
      as: 'U0RITA',
      view_id: 'V1',
      state: {
        ami: { v: { type: 'plain_text_input', value: 'ami-123' } },
        targets: { v: { type: 'multi_static_select', selected_options: [{ value: '444455556666' }] } },
        key: { find_key: { type: 'external_select', selected_option: { value: 'key-1' } } },
        how: { v: { type: 'radio_buttons', selected_option: { value: 'day' } } },
        until: { v: { type: 'datepicker', selected_date: '2026-12-24' } },
        also: { v: { type: 'checkboxes', selected_options: [{ value: 'snapshots' }] } },
        owner: { v: { type: 'users_select', selected_user: 'U0ANA' } },
        count: { v: { type: 'number_input', value: '2' } },
        reason: { v: { type: 'plain_text_input', value: 'new cluster' } },
      },
    });
    expect(errors).toEqual([]);
  });

  test('shows missing inputs before the form is sent and app errors after', async () => {
    given({ views: [{ id: 'V1', view: FORM }] });
    answer = () => ({ ok: true, errors: { reason: 'Say more.' } });
    const { page } = await open(server.url, PHONE);
    const form = page.getByRole('dialog', { name: 'Share an AMI' });

    await form.getByRole('button', { name: 'Ask', exact: true }).click();

    expect(await form.getByText('Please complete this required field.').count()).toBe(2);
    expect(sent('submit')).toEqual([]);

    await form.getByRole('combobox', { name: 'Accounts' }).fill('prod');
    await form.getByRole('combobox', { name: 'Accounts' }).press('Enter');
    await form.getByRole('textbox', { name: 'Reason' }).fill('because');
    await form.getByRole('button', { name: 'Ask', exact: true }).click();

    await form.getByText('Say more.').waitFor();
    await form.getByRole('textbox', { name: 'Reason' }).and(page.locator(':focus')).waitFor();
    expect(await form.getByRole('textbox', { name: 'Reason' }).getAttribute('aria-invalid')).toBe('true');
  });

  test('stacks forms: Escape closes the top form and the close button closes all', async () => {
    const second: PageView = { id: 'V2', view: { ...FORM, title: plain('Why?'), blocks: [] } };
    given({ views: [{ id: 'V1', view: FORM }] });
    const { page } = await open(server.url, DESKTOP);
    const reason = page.getByRole('textbox', { name: 'Reason' });

    await reason.fill('kept');
    state = { ...state, views: [...state.views, second] };
    server.changed();
    await page.getByRole('heading', { name: 'Why?' }).waitFor();
    expect(await reason.isVisible()).toBe(false);

    answer = () => {
      state = { ...state, views: state.views.slice(0, 1) };
      return undefined;
    };
    await page.keyboard.press('Escape');
    await reason.waitFor();
    expect(await reason.inputValue()).toBe('kept');
    expect(await page.locator(':focus').getAttribute('id')).toBe('input-ami');
    expect(await lastSent('close')).toEqual({ as: 'U0RITA', view_id: 'V2' });

    server.forget();
    await page.getByRole('button', { name: 'Close form' }).click();
    expect(await lastSent('close')).toEqual({ as: 'U0RITA', view_id: 'V1' });
  });

  test('shows what another user sees and keeps user and place in the address', async () => {
    given({ conversations: [channel('C0GENERAL', 'general'), channel('C0APPROVALS', 'ami-approvals', [message({})])] });
    const { page } = await open(`${server.url}/#/U0RITA/C0GENERAL`, PHONE);

    await page.getByRole('button', { name: 'Acting as Rita Requester' }).click();
    await page.getByRole('menuitemradio', { name: 'Ana Approver' }).click();
    await page.getByRole('button', { name: 'Acting as Ana Approver' }).waitFor();
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: /ami-approvals\s+1 unread/ }).click();
    await page.getByRole('heading', { name: '#ami-approvals' }).waitFor();

    expect(page.url()).toBe(`${server.url}/#/U0ANA/C0APPROVALS`);
    expect(await page.getByRole('navigation', { name: 'Conversations' }).isVisible()).toBe(false);
  });

  test('shows a violation of the Slack rules prominently', async () => {
    given({ violations: [{ at: '2026-11-24T09:00:00Z', rule: 'ack within 3 s', detail: '/ami took 3,400 ms' }] });
    const { page } = await open(server.url, DESKTOP);

    const bar = page.getByRole('alert').filter({ hasText: "1 breach of Slack's rules" });
    await bar.getByText('ack within 3 s').first().click();

    await bar.getByText('/ami took 3,400 ms').waitFor();
  });

  test.each([DESKTOP, PHONE])('fits every block at $width pixels', async (screen) => {
    given({
      conversations: [
        channel('C0GENERAL', 'general', [message({ blocks: [...PENDING_REQUEST_BLOCKS, ...OTHER_BLOCK_TYPES] })]),
      ],
    });
    const { page, errors } = await open(server.url, screen);

    await page.getByRole('button', { name: 'USD a month' }).click();
    expect(await page.getByRole('rowheader').first().textContent()).toBe('old-build');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('rowheader', { name: 'ci-runner' }).waitFor();

    const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overhang).toBe(0);
    expect(errors).toEqual([]);
  });

  test('opens the Home tab and starts a shortcut from its menu', async () => {
    given({ home: { id: 'VH', view: { type: 'home', blocks: PENDING_REQUEST_BLOCKS.slice(0, 1) } } });
    const { page } = await open(server.url, DESKTOP);

    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'New AMI request' }).click();
    expect(await lastSent('shortcut')).toEqual({ as: 'U0RITA', callback_id: 'ami_new' });

    await page.getByRole('link', { name: 'AMI Steward' }).click();
    await page
      .getByRole('region', { name: 'Home' })
      .getByRole('heading', { name: /^Share ami-/ })
      .waitFor();
    expect(await lastSent('home')).toEqual({ as: 'U0RITA' });
  });
});
