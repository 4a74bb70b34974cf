import { describe } from 'vitest';
import { noteDeviceMinutes } from '../../../../collector/ledger/device-minutes.ts';
import { InfluxSeries } from '../../../../server/stores/series/influx-series.ts';
import { SeriesTables } from '../../../../server/stores/series/series-tables.ts';
import { hasInfluxd, startInflux } from '../../../influx/real-influx.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { seriesContract } from '../series-contract.ts';
import { projectLedger } from './project.ts';
import { kst, tellWorld } from './world.ts';

describe.skipIf(!hasInfluxd)('history from a real InfluxDB', () =>
  seriesContract(async () => {
    const folder = temporaryFolder('scalehouse-series-');
    const { ledger } = tellWorld(folder.path);
    const influx = await startInflux();
    await projectLedger(ledger, influx);
    // minutes of devices lie among their changes and are none
    for (const minute of ['2028-02-28T12:00:00', '2028-02-29T12:34:00']) noteDeviceMinutes(ledger, kst(minute));
    await projectLedger(ledger, influx);
    const close = async () => {
      await influx.stop();
      ledger.close();
      folder.remove();
    };
    return { store: new SeriesTables(new InfluxSeries(influx.settings())), ledger, close };
  }),
);
