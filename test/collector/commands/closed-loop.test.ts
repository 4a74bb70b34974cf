import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { startCollector } from '../../../collector/collector.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { GRADES } from '../../../domain/grades.ts';
import { parseSettings } from '../../../domain/settings.ts';
import { Clock } from '../../demo-yard/clock.ts';
import { EdgeDevice } from '../../demo-yard/devices/edge-device.ts';
import { eventually, freshFolder, testBroker } from '../mqtt/real-broker.ts';

const PLATE = '부산86바1234';

/** The loop with everything real but the model: broker, collector, and devices of the demo yard. */
it('an alarm at the gate stops a crane of the demo yard, and a clear reading lets it go on', async () => {
  const dataDir = await freshFolder();
  const broker = await testBroker({ dataDir, mqttUsername: 'inner', mqttPassword: 'secret' });
  const settings = parseSettings({
    ...{ DATA_DIR: dataDir, MQTT_PORT: String(broker.port), MQTT_USERNAME: 'inner', MQTT_PASSWORD: 'secret' },
  });
  const collector = await startCollector(settings, '0', pino({ level: 'silent' }));
  const device = async (key: string): Promise<EdgeDevice> => {
    const [area = '', name = ''] = key.split('/');
    const made = new EdgeDevice({
      broker: { url: broker.url, username: null, password: null },
      address: { tenant: 't', yard: 'y', area, device: name },
      device: { key, model: 'm', firmware: '1', mqtt: 4 },
      dialect: { photoFormat: 'base64-json', hasNumericTimes: true },
      photos: {
        seriesMark: '',
        tag: '',
        grades: GRADES,
        isHonest: false,
        photo: () => Promise.resolve(Buffer.alloc(0)),
      },
      clock: new Clock(1),
      log: () => undefined,
    });
    await made.connect();
    return made;
  };
  const [gate, crane] = [await device('gate/rad01'), await device('bay1/crane01')];
  const ledger = Ledger.toRead(dataDir);
  onTestFinished(async () => {
    ledger.close();
    await Promise.all([gate.stop(), crane.stop()]);
    await collector.stop();
  });
  const record = (of: EdgeDevice, kind: 'lift' | 'radiation', id: string, body: object) =>
    of.record({ device: '', kind, id, at: Date.now(), publishAt: Date.now(), body: { plate: PLATE, ...body } });
  const noted = () =>
    ledger
      .all<{ name: string; state: string }>('SELECT name, state FROM command_row ORDER BY seq')
      .map(({ name, state }) => `${name} ${state}`);
  const lifts = () =>
    ledger.all<{ id: string }>("SELECT id FROM event WHERE kind = 'lift' ORDER BY seq").map(({ id }) => id);

  await record(crane, 'lift', 'l1', { kg: 900 });
  await eventually(() => expect(lifts()).toEqual(['l1']));
  await record(gate, 'radiation', 'r1', { alarm: true, microSvPerHour: 2 });
  const held = ['hold-crane issued', 'hold-crane sent', 'hold-crane acked'];
  await eventually(() => expect(noted().sort()).toEqual([...held].sort()));
  expect(crane.isHeld).toBe(true);

  const lifted = record(crane, 'lift', 'l2', { kg: 900 });
  await record(gate, 'radiation', 'r2', { alarm: false, microSvPerHour: 0.1 });
  await lifted;
  expect(crane.isHeld).toBe(false);
  await eventually(() => expect(lifts()).toEqual(['l1', 'l2']));
  const released = ['hold-crane released', 'release-crane issued', 'release-crane sent', 'release-crane acked'];
  await eventually(() => expect(noted().sort()).toEqual([...held, ...released].sort()));
  // one row of each state: nothing was issued, sent or answered twice
  expect(ledger.all('SELECT id FROM event WHERE kind = ?', 'ack')).toHaveLength(2);
}, 60_000);
