/*
 * What the README tells a newcomer to do in the sandbox: Rita asks for a share, Ana approves it, and it is done.
 * `node first-share.mjs <address of the sandbox>`; ends with code 1 when it does not come to that.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const [address] = process.argv.slice(2);

async function api(route, body) {
  const response = await fetch(`${address}/sandbox/api/${route}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${route} was answered with ${String(response.status)}`);
  return response.json();
}

/** The first message in #ami-approvals that begins like this, as soon as there is one. */
async function shown(as, how) {
  for (let tries = 0; tries < 300; tries += 1) {
    const { conversations } = await api(`state?as=${as}`);
    const channel = conversations.find(({ name }) => name === 'ami-approvals');
    const message = channel?.messages.find(({ text }) => how.test(text));
    if (message !== undefined) return { channel, message };
    await sleep(100);
  }
  throw new Error(`#ami-approvals shows no message like ${String(how)}`);
}

const { users, conversations } = await api('state');
const [rita, ana] = ['Rita', 'Ana'].map((name) => users.find(({ real_name }) => real_name.startsWith(name)).id);
const general = conversations.find(({ name }) => name === 'general').id;

await api('command', { as: rita, channel: general, text: '/ami share ami-123 with 1111' });
const { channel, message } = await shown(ana, /: Waiting for approval/);
const approve = message.blocks
  .flatMap(({ elements = [] }) => elements)
  .find(({ type, text }) => type === 'button' && text.text === 'Approve');
await api('action', { as: ana, channel: channel.id, ts: message.ts, action: approve });
await shown(ana, /: Done/);
console.log('Rita has asked, Ana has approved, and it is done.');
