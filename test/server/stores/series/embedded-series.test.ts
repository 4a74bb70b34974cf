import { describe } from 'vitest';
import { refreshRollups } from '../../../../collector/ledger/rollups.ts';
import { Ledger } from '../../../../server/stores/ledger.ts';
import { EmbeddedSeries } from '../../../../server/stores/series/embedded-series.ts';
import { SeriesTables } from '../../../../server/stores/series/series-tables.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { seriesContract } from '../series-contract.ts';
import { tellWorld } from './world.ts';

/** The ledger with its roll-ups as the collector left them: not one hour summed yet, or all of them. */
const open = (isSummed: boolean) => () => {
  const folder = temporaryFolder('scalehouse-series-');
  const { ledger } = tellWorld(folder.path);
  while (isSummed && refreshRollups(ledger));
  const reader = new Ledger(folder.path);
  const close = () => {
    reader.close();
    ledger.close();
    folder.remove();
    return Promise.resolve();
  };
  return Promise.resolve({ store: new SeriesTables(new EmbeddedSeries(reader)), ledger, close });
};

describe('history from the ledger, its hours still to be summed', () => seriesContract(open(false)));
describe('history from the ledger, its hours summed', () => seriesContract(open(true)));
