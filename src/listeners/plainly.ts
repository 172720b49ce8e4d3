/** Nothing in a message is looked for by Slack: no names, no links to unfold. (D: Formatting message text) */
export const PLAINLY = { parse: 'none', unfurl_links: false, unfurl_media: false } as const;
