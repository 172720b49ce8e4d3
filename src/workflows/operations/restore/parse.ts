export { parseOnlyImage as parse } from '../parsing/only-image.js';
