import { existsSync } from 'node:fs';
import { afterAll, afterEach, describe, test } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, findChromium } from '../../sandbox/chromium.js';

/** A page of the browser, and everything that went wrong on it. */
interface OpenPage {
  readonly page: Page;
  /** Errors of scripts and of the console. */
  readonly errors: readonly string[];
}

type Open = (url: string, screen: Screen) => Promise<OpenPage>;

export interface Screen {
  readonly width: number;
  readonly height: number;
}

export const DESKTOP: Screen = { width: 1280, height: 800 };
export const PHONE: Screen = { width: 380, height: 740 };

/**
 * Describes tests in a real browser; `open` gives each a page of its own. A machine without Chromium reports them as
 * skipped, with what to install.
 */
export function describeInChromium(name: string, tests: (open: Open) => void): void {
  const executablePath = findChromium(process.env.CHROMIUM_PATH, existsSync);
  if (executablePath === undefined) {
    describe(name, () => {
      test.skip('needs Chromium: install the package "chromium", or name a browser in CHROMIUM_PATH', () => undefined);
    });
    return;
  }

  describe(name, () => testsIn(executablePath, tests));
}

function testsIn(executablePath: string, tests: (open: Open) => void): void {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];

  async function open(url: string, screen: Screen): Promise<OpenPage> {
    browser ??= await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
    const context = await browser.newContext({ viewport: screen, timezoneId: 'Europe/Berlin', locale: 'en-US' });
    contexts.push(context);
    context.setDefaultTimeout(8_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(url);
    return { page, errors };
  }

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => browser?.close());

  tests(open);
}
