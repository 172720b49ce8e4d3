import { deliveryLogContract } from '../contracts/delivery-log.js';
import { createInMemoryDeliveryLog } from './in-memory-delivery-log.js';

deliveryLogContract('the delivery log in memory', () =>
  Promise.resolve({
    fresh: (clock) => Promise.resolve(createInMemoryDeliveryLog(clock)),
    close: () => Promise.resolve(),
  }),
);
