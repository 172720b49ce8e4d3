import { describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { parse, parseDocument } from 'yaml';
import { SLASH_COMMAND, SHORTCUT } from '../../src/listeners/blocks/kit/ids.js';
import { BOT_SCOPES } from '../../src/doctor/slack.js';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { manifestSchema } from './manifest-schema.js';
import { sourcesBelow, textOf } from './sources.js';

/** The bot scopes that each Web API method needs, by its page in Slack's documentation. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'auth.teams.list': [],
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  // Posting in a public channel without being a member of it takes the second one.
  'chat.postMessage': ['chat:write', 'chat:write.public'],
  'chat.update': ['chat:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

const yaml = textOf('manifest.yml');
const manifest = manifestSchema.parse(parse(yaml));
const listeners = ['src/listeners', 'src/server', 'src/doctor'].flatMap(sourcesBelow);

/** `chat`, `views` …: whatever a client has, and so whatever can be called. */
const families = Object.entries(new WebClient())
  .filter(([, value]) => typeof value === 'object' && value !== null && !('debug' in value))
  .map(([name]) => name);

function foundInSources(pattern: RegExp): readonly string[] {
  const found = listeners.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  return [...new Set(found)].sort();
}

function methodsUsed(): readonly string[] {
  return foundInSources(new RegExp(`[cC]lient\\.((?:${families.join('|')})(?:\\.[a-zA-Z]+)+)\\(`, 'g'));
}

describe('manifest.yml', () => {
  test('requests exactly the scopes of the methods in the source', () => {
    const needed = methodsUsed().flatMap((method) => SCOPES[method] ?? [`scopes of ${method} are not listed`]);
    const forCommands = foundInSources(/\bapp\.(command|shortcut)\(/g).length > 0 ? ['commands'] : [];

    expect([...(manifest.oauth_config.scopes.bot ?? [])].sort()).toEqual(
      [...new Set([...needed, ...forCommands])].sort(),
    );
  });

  test('requests exactly the scopes that the doctor checks', () => {
    expect([...(manifest.oauth_config.scopes.bot ?? [])].sort()).toEqual(Object.keys(BOT_SCOPES).sort());
  });

  test('is compared with exactly the methods that the source calls', () => {
    expect(methodsUsed()).toEqual(Object.keys(SCOPES).sort());
  });

  test('defines the slash command that the app handles', () => {
    expect(foundInSources(/\bapp\.command\(([^,]+),/g)).toEqual(['SLASH_COMMAND']);
    expect(manifest.features.slash_commands?.map(({ command }) => command)).toEqual([SLASH_COMMAND]);
  });

  test('mentions only existing commands in the usage hint', () => {
    const commands = [...OPERATIONS.map(({ name }) => name), ...foundInSources(/\bname: '([a-z]+)'/g)];
    const hint = manifest.features.slash_commands?.[0]?.usage_hint ?? '';

    expect(commands).toEqual(expect.arrayContaining([...(hint.match(/[a-z]+/g) ?? ['nothing'])]));
  });

  test('mentions every operation in the usage hint within the Slack limit', () => {
    const hint = manifest.features.slash_commands?.[0]?.usage_hint ?? '';

    expect(hint.match(/[a-z]+/g)).toEqual(expect.arrayContaining(OPERATIONS.map(({ name }) => name)));
    expect(hint.length).toBeLessThanOrEqual(1_000);
  });

  test('defines exactly the shortcuts and events that the app handles', () => {
    expect(foundInSources(/\bapp\.(message|options)\b/g)).toEqual([]);
    expect(foundInSources(/\bapp\.shortcut\(([^,]+),/g)).toEqual(['SHORTCUT.newRequest']);
    expect(manifest.features.shortcuts?.map(({ callback_id }) => callback_id)).toEqual(Object.values(SHORTCUT));
    expect(manifest.settings.event_subscriptions?.bot_events).toEqual(foundInSources(/\bapp\.event\('([^']+)'/g));
    expect(manifest.features.app_home?.home_tab_enabled).toBe(true);
  });

  test('enables interactivity and the messages tab', () => {
    expect(manifest.settings.interactivity?.is_enabled).toBe(true);
    expect(manifest.features.app_home?.messages_tab_enabled).toBe(true);
  });

  test('is valid with HTTP URLs', () => {
    const forHttp = yaml
      .replaceAll(/^(\s+)# ((?:request_)?url: )/gm, '$1$2')
      .replace('socket_mode_enabled: true', 'socket_mode_enabled: false');
    const http = manifestSchema.parse(parseDocument(forHttp).toJS());

    expect(http.settings.interactivity?.request_url).toMatch(/\/slack\/events$/);
    expect(http.features.slash_commands?.[0]?.url).toBe(http.settings.interactivity?.request_url);
  });

  test.each([
    ['an unknown key', { ...manifest, extra: true }],
    ['an empty list of shortcuts', { ...manifest, features: { ...manifest.features, shortcuts: [] } }],
    ['no name', { ...manifest, display_information: {} }],
    ['a name that is too long', { ...manifest, display_information: { name: 'x'.repeat(36) } }],
  ])('is invalid with %s', (_, broken) => {
    expect(manifestSchema.safeParse(broken).success).toBe(false);
  });
});
