import type { Page } from 'playwright-core';

const WIDE = { width: 1060, height: 720 };
const NARROW = { width: 420, height: 800 };
/** A digest is long. */
const WIDE_LONG = { width: 1200, height: 1180 };
const NARROW_LONG = { width: 420, height: 1400 };

/** A picture of the documentation: who looks where, and what they do there first. */
export interface Picture {
  readonly name: string;
  readonly as: string;
  readonly place: string;
  readonly screen: typeof WIDE;
  readonly before: (page: Page) => Promise<void>;
}

/** What people have asked for before the first picture. */
export const ASKED: readonly { readonly person: string; readonly line: string }[] = [
  { person: 'U0ANA', line: '/ami deprecate ami-123 in 90d' },
  { person: 'U0RITA', line: '/ami copy ami-0badcafe1 to prod' },
  { person: 'U0RITA', line: '/ami retire ami-0a57a1 over 30d because nobody launches it any more' },
  { person: 'U0SAM', line: '/ami share ami-123 with prod because release 42' },
];

/** Digests of so many stale AMIs, each in a sandbox of its own. */
export const DIGESTS: readonly { readonly stale: number; readonly pictures: readonly Picture[] }[] = [
  {
    stale: 5,
    pictures: [
      picture('digest-5-wide', 'U0ANA', 'C0DIGEST', WIDE_LONG, digestShown),
      picture('digest-5-narrow', 'U0ANA', 'C0DIGEST', NARROW_LONG, digestShown),
      picture('digest-answered', 'U0RITA', 'C0DIGEST', WIDE, answered),
    ],
  },
  {
    stale: 500,
    pictures: [
      picture('digest-500-wide', 'U0ANA', 'C0DIGEST', WIDE_LONG, digestShown),
      picture('digest-500-narrow', 'U0ANA', 'C0DIGEST', NARROW, digestShown),
    ],
  },
];

/** In this order: what is done for one is seen in those after it. */
export const PICTURES: readonly Picture[] = [
  picture('sandbox', 'U0ANA', 'C0APPROVALS', WIDE, waiting),
  ...both('home', 'U0ANA', 'home', homeDrawn),
  picture('choose', 'U0RITA', 'C0GENERAL', WIDE, choosing),
  ...both('form', 'U0RITA', 'C0GENERAL', checking),
  picture('policy', 'U0RITA', 'C0GENERAL', WIDE, typing('/ami policy share ami-123 with partner', 'It would wait')),
  picture('help', 'U0RITA', 'C0GENERAL', NARROW, typing('/ami help', 'What you can ask for')),
  picture('retire', 'U0ANA', 'C0APPROVALS', WIDE, approving(/Retire ami/, 'Stop')),
  picture('copy', 'U0ANA', 'C0APPROVALS', WIDE, approving(/Copy ami/, 'Show API calls')),
  picture('done', 'U0ANA', 'C0APPROVALS', WIDE, approving(/Share ami/, 'Undo')),
];

function picture(name: string, as: string, place: string, screen: typeof WIDE, before: Picture['before']): Picture {
  return { name, as, place, screen, before };
}

function both(name: string, as: string, place: string, before: Picture['before']): readonly Picture[] {
  return [picture(`${name}-wide`, as, place, WIDE, before), picture(`${name}-narrow`, as, place, NARROW, before)];
}

async function digestShown(page: Page): Promise<void> {
  const message = page
    .getByRole('article')
    .filter({ hasText: / stale AMIs, up to/ })
    .first();
  await message.waitFor();
  await message.evaluate((shown) => shown.scrollIntoView({ block: 'start' }));
}

async function keeping(page: Page): Promise<void> {
  await digestShown(page);
  await page.getByRole('button', { name: 'Keep …' }).first().click();
  const form = page.getByRole('dialog', { name: 'Keep stale AMIs' });
  await form.getByRole('combobox').first().click();
  await form.getByRole('option').first().click();
  await page.keyboard.press('Escape');
  await form.getByRole('textbox', { name: 'Why' }).fill('The auditors may ask for it until spring');
}

async function answered(page: Page): Promise<void> {
  await keeping(page);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('Kept until').first().waitFor();
  await digestShown(page);
}

async function waiting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve' }).last().waitFor();
}

async function homeDrawn(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Waiting for your decision' }).waitFor();
}

async function choosing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Shortcuts' }).click();
  await page.getByRole('menuitem', { name: 'New AMI request' }).click();
  await page.getByRole('combobox', { name: 'What do you want to ask for?' }).click();
}

async function checking(page: Page): Promise<void> {
  await choosing(page);
  await page.getByRole('option', { name: /^share/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  const form = page.getByRole('dialog', { name: '/ami share' });
  await form.getByRole('textbox', { name: 'AMI' }).fill('ami-123');
  await form.getByRole('textbox', { name: 'With' }).fill('222233334444');
  await form.getByRole('button', { name: 'Check it first' }).click();
  await form.getByText('approval', { exact: false }).last().scrollIntoViewIfNeeded();
}

function typing(line: string, answer: string): Picture['before'] {
  return async (page) => {
    await page.getByRole('textbox', { name: /^Message #/ }).fill(line);
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(answer).last().waitFor();
  };
}

function approving(title: RegExp, button: string): Picture['before'] {
  return async (page) => {
    const message = page.getByRole('article').filter({ hasText: title }).last();
    await message.getByRole('button', { name: 'Approve' }).click();
    await message.getByText('Given by').waitFor();
    await message.getByText(/, [1-9] done/).waitFor();
    await message.getByRole('button', { name: button }).evaluate((shown) => shown.scrollIntoView({ block: 'end' }));
  };
}
