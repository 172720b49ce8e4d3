export { createDynamoClient } from './client.js';
export { createTable, type TableChange } from './create-table.js';
export { createDeliveryLog } from './delivery-log.js';
export { createDigestStore } from './digest-store.js';
export { createRequestStore } from './request-store.js';
export { tableState, type TableState } from './table-state.js';
export { createScanStores } from './scan-stores.js';
