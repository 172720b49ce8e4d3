/** The location of the page: the user, the conversation (or the app's Home tab), the message. */
export interface Route {
  readonly person: string | null;
  /** A conversation's id, or `home`. */
  readonly place: string | null;
  readonly ts: string | null;
}

/** `#/U0RITA/C0GENERAL/1732430000.000100`; what does not look like an id is left out. */
export function parseRoute(hash: string): Route {
  const [, person = '', place = '', ts = ''] = hash.split('/');
  return {
    person: /^[UW][A-Z0-9]+$/.test(person) ? person : null,
    place: /^(home|[CDG][A-Z0-9]+)$/.test(place) ? place : null,
    ts: /^\d+\.\d+$/.test(ts) ? ts : null,
  };
}

export function routeHash({ person, place, ts }: Route): string {
  return ['#', person, place, ts].filter((part) => part !== null).join('/');
}

/** The page's address of a Slack permalink (`…/archives/C…/p1732430000000100`); undefined for any other address. */
export function parseInternalLink(url: string, person: string): string | undefined {
  const match = /\/archives\/([CDG][A-Z0-9]+)\/p(\d+)(\d{6})(?:[?#]|$)/.exec(url);
  if (match === null) return undefined;
  const [, place = '', seconds = '', micros = ''] = match;
  return routeHash({ person, place, ts: `${seconds}.${micros}` });
}
