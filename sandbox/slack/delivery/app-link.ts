import type { Delivery, DeliveryResult } from './delivery.js';
import type { HttpDelivery } from './http-delivery.js';
import type { SocketServer } from './socket-server.js';

/** The transport to the app: an open socket if there is one, otherwise signed requests to its URL. Never rejects. */
export interface AppTransport {
  deliver(delivery: Delivery): Promise<DeliveryResult>;
}

export function createAppTransport(http: HttpDelivery, socket: SocketServer): AppTransport {
  return { deliver: (delivery) => (socket.isUsed() ? socket.deliver(delivery) : http.deliver(delivery)) };
}
