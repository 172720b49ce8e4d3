export { buildProduct as default } from './jest.transform.js';
