import './no-eval.js';
import { render } from 'preact';
import * as z from 'zod';
import { createApi } from './api.js';
import { App } from './app.js';
import { createStore } from './store.js';

const SEEN = 'sandbox-seen';
const seenSchema = z.record(z.string(), z.string()).catch({});

const store = createStore(createApi(), {
  hash: () => location.hash,
  go: (hash) => location.assign(hash),
  onHash: (listener) => addEventListener('hashchange', listener),
  now: () => Date.now(),
  isWide: () => matchMedia('(min-width: 1100px)').matches,
  loadSeen: () => seenSchema.parse(JSON.parse(localStorage.getItem(SEEN) ?? '{}')),
  saveSeen: (seen) => localStorage.setItem(SEEN, JSON.stringify(seen)),
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
render(<App store={store} timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone} now={() => new Date()} />, root);
