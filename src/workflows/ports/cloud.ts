import type { CallExecutor } from './call-executor.js';
import type { ResourceFinder } from './resource-finder.js';
import type { ResourceObserver } from './resource-observer.js';

/** EC2 and what belongs to it, in all accounts of the directory. */
export type Cloud = ResourceFinder & ResourceObserver & CallExecutor;
