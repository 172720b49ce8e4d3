import type { Page } from 'playwright-core';

const WIDE = { width: 1060, height: 720 };
/** A request message from its title to its buttons. */
const TALL = { width: 1060, height: 900 };
const NARROW = { width: 420, height: 800 };
/** A digest is long. */
const WIDE_LONG = { width: 1200, height: 1180 };
const NARROW_LONG = { width: 420, height: 1400 };

/** A picture of the documentation: who looks where, and what they do there first. */
export interface Screenshot {
  readonly name: string;
  readonly as: string;
  readonly place: string;
  readonly screen: typeof WIDE;
  readonly prepare: (page: Page) => Promise<void>;
}

/** The requests before the first picture. */
export const PREPARED_REQUESTS: readonly { readonly person: string; readonly line: string }[] = [
  { person: 'U0ANA', line: '/ami deprecate ami-123 in 90d' },
  { person: 'U0RITA', line: '/ami copy ami-0badcafe1 to prod' },
  { person: 'U0RITA', line: '/ami retire ami-0a57a1 over 30d because it is no longer launched' },
  { person: 'U0SAM', line: '/ami share ami-123 with prod because release 42' },
];

/** Digests with these numbers of stale AMIs, each in a sandbox of its own. */
export const DIGEST_SCREENSHOTS: readonly { readonly stale: number; readonly screenshots: readonly Screenshot[] }[] = [
  {
    stale: 5,
    screenshots: [
      screenshot('digest-5-wide', ['U0ANA', 'C0DIGEST'], WIDE_LONG, showDigest),
      screenshot('digest-5-narrow', ['U0ANA', 'C0DIGEST'], NARROW_LONG, showDigest),
      screenshot('digest-answered', ['U0RITA', 'C0DIGEST'], WIDE, keepOne),
    ],
  },
  {
    stale: 500,
    screenshots: [
      screenshot('digest-500-wide', ['U0ANA', 'C0DIGEST'], WIDE_LONG, showDigest),
      screenshot('digest-500-narrow', ['U0ANA', 'C0DIGEST'], NARROW, showDigest),
    ],
  },
];

/** In this order: later scenes show the results of earlier ones. */
export const SCREENSHOTS: readonly Screenshot[] = [
  screenshot('sandbox', ['U0ANA', 'C0APPROVALS'], TALL, waitForApproval),
  ...wideAndNarrow('home', ['U0ANA', 'home'], waitForHome),
  screenshot('choose', ['U0RITA', 'C0GENERAL'], WIDE, openChooseForm),
  ...wideAndNarrow('form', ['U0RITA', 'C0GENERAL'], checkForm),
  screenshot(
    'policy',
    ['U0RITA', 'C0GENERAL'],
    WIDE,
    typeCommand('/ami policy share ami-123 with partner', 'It would wait'),
  ),
  screenshot('help', ['U0RITA', 'C0GENERAL'], NARROW, typeCommand('/ami help', 'What you can request')),
  screenshot('retire', ['U0ANA', 'C0APPROVALS'], WIDE, approveRequest(/Retire ami/, 'Stop')),
  screenshot('copy', ['U0ANA', 'C0APPROVALS'], WIDE, approveRequest(/Copy ami/, 'Show API calls')),
  screenshot('done', ['U0ANA', 'C0APPROVALS'], TALL, approveRequest(/Share ami/, 'Undo')),
];

/** A user, and the channel or tab that they look at. */
type Viewer = readonly [userId: string, place: string];

function screenshot(
  name: string,
  [userId, place]: Viewer,
  screen: typeof WIDE,
  prepare: Screenshot['prepare'],
): Screenshot {
  return { name, as: userId, place, screen, prepare };
}

function wideAndNarrow(name: string, viewer: Viewer, before: Screenshot['prepare']): readonly Screenshot[] {
  return [screenshot(`${name}-wide`, viewer, WIDE, before), screenshot(`${name}-narrow`, viewer, NARROW, before)];
}

async function showDigest(page: Page): Promise<void> {
  const message = page
    .getByRole('article')
    .filter({ hasText: / stale AMIs, up to/ })
    .first();
  await message.waitFor();
  await message.evaluate((shown) => shown.scrollIntoView({ block: 'start' }));
}

async function openKeepForm(page: Page): Promise<void> {
  await showDigest(page);
  await page.getByRole('button', { name: 'Keep …' }).first().click();
  const form = page.getByRole('dialog', { name: 'Keep stale AMIs' });
  await form.getByRole('combobox').first().click();
  await form.getByRole('option').first().click();
  await page.keyboard.press('Escape');
  await form.getByRole('textbox', { name: 'Why' }).fill('The auditors may ask for it until spring');
}

async function keepOne(page: Page): Promise<void> {
  await openKeepForm(page);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('Kept until').first().waitFor();
  await showDigest(page);
}

async function waitForApproval(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve' }).last().waitFor();
}

async function waitForHome(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Waiting for your decision' }).waitFor();
}

async function openChooseForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Shortcuts' }).click();
  await page.getByRole('menuitem', { name: 'New AMI request' }).click();
  await page.getByRole('combobox', { name: 'What do you want to request?' }).click();
}

async function checkForm(page: Page): Promise<void> {
  await openChooseForm(page);
  await page.getByRole('option', { name: /^share/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  const form = page.getByRole('dialog', { name: '/ami share' });
  await form.getByRole('textbox', { name: 'AMI' }).fill('ami-123');
  await form.getByRole('textbox', { name: 'Target' }).fill('222233334444');
  await form.getByRole('button', { name: 'Check it first' }).click();
  await form.getByText('approval', { exact: false }).last().scrollIntoViewIfNeeded();
}

function typeCommand(line: string, answer: string): Screenshot['prepare'] {
  return async (page) => {
    await page.getByRole('textbox', { name: /^Message #/ }).fill(line);
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(answer).last().waitFor();
  };
}

function approveRequest(title: RegExp, button: string): Screenshot['prepare'] {
  return async (page) => {
    const message = page.getByRole('article').filter({ hasText: title }).last();
    await message.getByRole('button', { name: 'Approve' }).click();
    await message.getByText('Approved by').waitFor();
    await message.getByText(/, [1-9] done/).waitFor();
    await message.getByRole('button', { name: button }).evaluate((shown) => shown.scrollIntoView({ block: 'end' }));
  };
}
