import { parseArgs } from 'node:util';
import { parseEventTime } from '../../../domain/kst-time.ts';
import { startMockServer } from './mock-server.ts';
import { loadPhotos } from './photos.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8081' },
    web: { type: 'string', default: 'build/web' },
    /** folder of JPEGs to show instead of painted ones */
    photos: { type: 'string' },
    /** time of day to start at, RFC 3339 */
    at: { type: 'string' },
  },
});

const start = parseEventTime(values.at ?? null);
const ahead = start === null ? 0 : start - Date.now();
const server = startMockServer({
  webDir: values.web,
  photos: await loadPhotos(values.photos),
  now: () => Date.now() + ahead,
});
server.listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`made-up yards at http://127.0.0.1:${values.port}\n`);
});
