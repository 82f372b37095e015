import { readFpmRequest } from './fpm-request.ts';
import { makeDeb } from './make-deb.ts';

/** Stands in for fpm where electron-builder cannot fetch it: the same command line, and Debian's own tools. */
await makeDeb(readFpmRequest(process.argv.slice(2)));
