import type { Delivery, Receipt } from './delivery.js';
import type { HttpDelivery } from './http-delivery.js';
import type { SocketServer } from './socket-server.js';

/** The way to the app: an open socket when there is one, else signed requests to its URL. Never rejects. */
export interface AppLink {
  deliver(delivery: Delivery): Promise<Receipt>;
}

export function createAppLink(http: HttpDelivery, socket: SocketServer): AppLink {
  return { deliver: (delivery) => (socket.isUsed() ? socket.deliver(delivery) : http.deliver(delivery)) };
}
