const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser loads what this machine serves and nothing else. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The configured browser, or one in a usual place. `undefined` if there is none. */
export function findChromium(named: string | undefined, exists: (path: string) => boolean): string | undefined {
  return named !== undefined && named !== '' ? named : PLACES.find((path) => exists(path));
}
