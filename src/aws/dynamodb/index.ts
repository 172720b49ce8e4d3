export { createDynamoClient } from './client.js';
export { createTable, type TableChange } from './create-table.js';
export { createDigestBook } from './digest-book.js';
export { createRequestStore } from './request-store.js';
export { tableState, type TableState } from './table-state.js';
export { createScanMemory } from './scan-memory.js';
