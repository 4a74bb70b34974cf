import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { untilHealthy } from '../../launch/healthy.ts';

let server: Server;
afterEach(() => {
  server.close();
});

it('waits until the system says that it is well', async () => {
  const said = ['degraded', 'degraded', 'ok'];
  let asked = 0;
  server = createServer((request, answer) => {
    expect(request.url).toBe('/api/health');
    asked += 1;
    answer.setHeader('content-type', 'application/json').end(JSON.stringify({ status: said.shift() ?? 'ok' }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await untilHealthy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(asked).toBe(3);
});
