/**
 * What a user's module can import from "millrace": ready-made models and the analyzers of Transform.
 *
 * @module
 */
export { unet } from '../../models/unet.ts';
