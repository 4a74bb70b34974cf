import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Check } from 'typebox/value';
import { DomainError } from '../domain/errors.ts';
import { formatKst } from '../domain/kst-time.ts';
import type { Settings } from '../domain/settings.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../domain/units.ts';
import { YardsFile, yardSettings } from '../domain/yard-settings.ts';
import { noteRestored } from './backup/restore.ts';
import { BookingLine } from './booking.ts';
import { CommandSender } from './commands/command-sender.ts';
import { Interlock } from './commands/interlock.ts';
import { FactSender, postYardState } from './facts.ts';
import { PhotoStore } from './frames/photo-store.ts';
import { expirePhotos, NOT_EXPIRED } from './frames/retention.ts';
import { GradingProcess } from './grading/grading-process.ts';
import { Indicators } from './indicators/indicators.ts';
import { Graders } from './inspection/graders.ts';
import { Inspector } from './inspection/inspector.ts';
import { ShadowInspector } from './inspection/shadow.ts';
import { Learning } from './learning/learning.ts';
import { Models } from './learning/models.ts';
import { runRefit } from './learning/run-refit.ts';
import { noteDeviceMinutes } from './ledger/device-minutes.ts';
import { Ledger } from './ledger/ledger.ts';
import { refreshRollups } from './ledger/rollups.ts';
import { salvageLedger } from './ledger/salvage.ts';
import { lookForLoss } from './loss.ts';
import { type BrokerAddress, Intake } from './mqtt/intake.ts';
import { Outgoing } from './mqtt/outgoing.ts';
import { Numbers } from './numbers.ts';
import { DeclaringWriter } from './projection/declaring-writer.ts';
import { InfluxWriter } from './projection/influx-writer.ts';
import { Projector } from './projection/projector.ts';
import { dropTarget } from './projection/target.ts';
import { Upkeep } from './projection/upkeep.ts';
import { Retries } from './retries.ts';
import { SlipBook } from './slips/slip-book.ts';
import { Spool } from './spool.ts';
import { Bookkeeper } from './visits/bookkeeper.ts';
import { rebook } from './visits/rebook.ts';

const YARD_STATE_EVERY_MS = SECOND_MS;
/** The current hour's indicators move while one watches. */
const INDICATORS_EVERY_MS = MINUTE_MS;
/** Expired commands are noted this soon. */
const COMMANDS_EVERY_MS = SECOND_MS;
const ROLLUPS_EVERY_MS = 5 * SECOND_MS;
/** Slips that are due and at rest are issued this soon. */
const SLIPS_EVERY_MS = SECOND_MS;
/** Under a flood screens are told this often. */
const FACTS_IN_FLOOD_EVERY_MS = 5 * SECOND_MS;
const STATUS_EVERY_MS = 2 * SECOND_MS;
const UPKEEP_EVERY_MS = 10 * SECOND_MS;
const LAST_FACTS_WITHIN_MS = 5 * SECOND_MS;
const SUBSCRIBED_WITHIN_MS = 10 * SECOND_MS;

export interface Collector {
  stop(): Promise<void>;
}

/** Starts the collector; the order of this page is the order in which data flows. */
export async function startCollector(settings: Settings, version: string, log: Logger): Promise<Collector> {
  const yards = await readYardsFile(settings);
  const broker: BrokerAddress = {
    url: settings.mqttUrl ?? `mqtt://127.0.0.1:${settings.mqttPort}`,
    username: settings.mqttUsername,
    password: settings.mqttPassword,
  };
  const name = `scalehouse-collector-${settings.tenant ?? 'all'}`;

  const settingsOf = (yard: string) => yardSettings(yards, yard);
  const rulesOf = (yard: string) => settingsOf(yard).rules;
  const salvaged = salvageLedger(settings.dataDir, Date.now(), (ledger) => rebook(ledger, rulesOf, Date.now()));
  if (salvaged) log.fatal(salvaged, 'the ledger was damaged; what could be read goes on');
  const ledger = Ledger.in(settings.dataDir);
  await noteRestored(ledger, settings.dataDir, Date.now());
  const photos = new PhotoStore(settings.dataDir);
  await photos.sweep();

  if (settings.influx === null) dropTarget(ledger);
  const writer = settings.influx && new DeclaringWriter(settings.influx, new InfluxWriter(settings.influx));
  const projector = settings.influx && writer && new Projector({ ledger, settings: settings.influx, writer, log });
  projector?.start();
  const upkeep =
    settings.influx && new Upkeep({ ledger, settings: settings.influx, onDue: () => projector?.wake(), log });

  const outgoing = new Outgoing(broker, `${name}-out`);
  const facts = new FactSender(ledger, outgoing);
  const interlock = new Interlock(ledger, (yard) => settingsOf(yard).grossLimitKg);
  const bookkeeper = new Bookkeeper(ledger, rulesOf, interlock, settingsOf);
  const slips = new SlipBook(ledger, settingsOf);
  const commands = new CommandSender({ ledger, outgoing, onExpired: (stirred) => bookkeeper.stir(stirred) });

  const models = await Models.open(ledger, { shippedDir: settings.modelDir, dataDir: settings.dataDir });
  const make = (modelDir: string, onRefused: () => void) => new GradingProcess({ modelDir, log, onRefused });
  const graders = new Graders({ models, make, log });
  const pathOf = (sha256: string) => photos.pathOf(sha256);
  const inspector = new Inspector({
    ledger,
    bookkeeper,
    graderOf: (yard) => graders.graderOf(yard),
    shadow: new ShadowInspector({ ledger, shadowOf: (yard) => graders.shadowOf(yard) }),
    pathOf,
    onCommitted: () => {
      void commands.send();
      void facts.send();
      projector?.wake();
    },
  });
  const learning = new Learning({ ledger, models, graders, pathOf, runRefit, log });
  await learning.start();

  const retries = new Retries({
    ...{ ledger, bookkeeper, photos, outgoing, tenant: settings.tenant, log },
    onCommitted: () => committed(),
  });
  const numbers = new Numbers({
    ledger,
    version,
    trouble: () => line.trouble ?? loss.trouble(),
    projection: () => projector?.health() ?? null,
  });
  const committed = () => {
    void commands.send();
    // under a flood facts wait for their turn, so that they do not keep messages from the disk
    if (!line.isFlooded) void facts.send();
    projector?.wake();
    inspector.wake();
    if (bookkeeper.takeModelCommands()) learning.wake();
    if (bookkeeper.takeRetries()) retries.wake();
  };

  const intake = new Intake(broker, name, (connected) => log.info({ connected }, 'broker'));
  const line = new BookingLine({
    intake,
    spool: new Spool(ledger),
    photos,
    bookkeeper,
    outgoing,
    tenant: settings.tenant,
    log,
    onCommitted: committed,
    onSafe: (latencyMs) => numbers.committed(latencyMs),
  });
  const loss = lookForLoss({ ledger, broker, salvaged, log });
  // facts must not go on below what was told before, so nothing is booked until that is known
  const running = loss.known.then(() => line.run());
  let isLossKnown = false;
  void loss.known.then(() => {
    isLossKnown = true;
  });
  committed();

  const waiting = () => ledger.first<{ n: number }>('SELECT count(*) AS n FROM grading_queue')?.n ?? 0;
  const tellStatus = () => {
    const told = numbers.read();
    const { uptimeS, outbox } = told;
    const grading = graders.health(waiting());
    return outgoing.sendStatus({
      online: true,
      at: formatKst(Date.now()),
      ...{ version, uptimeS, outbox, grading, numbers: told },
    });
  };
  outgoing.onConnect(() => {
    void commands.send();
    void facts.send();
    void tellStatus();
  });
  const every = (milliseconds: number, work: () => void | Promise<void>) =>
    setInterval(() => {
      Promise.resolve()
        .then(work)
        .catch((error: unknown) => log.error({ error: String(error) }, 'periodic work failed'));
    }, milliseconds);
  let expired = NOT_EXPIRED;
  let factsDueAt = 0;
  const indicators = new Indicators(ledger);
  const timers = [
    every(COMMANDS_EVERY_MS, () => commands.send()),
    every(YARD_STATE_EVERY_MS, () => {
      if (line.isFlooded && Date.now() < factsDueAt) return;
      factsDueAt = Date.now() + FACTS_IN_FLOOD_EVERY_MS;
      postYardState(ledger, bookkeeper.takeStirred(), (at) => line.pendingOf(at), Date.now());
      return facts.send(line.isFlooded ? 'one batch' : 'all');
    }),
    every(ROLLUPS_EVERY_MS, async () => {
      while (!line.isFlooded && refreshRollups(ledger)) await setImmediate();
    }),
    // no slip is numbered until it is known that no numbers were lost
    every(SLIPS_EVERY_MS, () => slips.issueAll(() => isLossKnown && !line.isFlooded)),
    every(INDICATORS_EVERY_MS, async () => {
      if (line.isFlooded) return;
      await indicators.measure(Date.now(), setImmediate);
      projector?.wake();
    }),
    every(STATUS_EVERY_MS, tellStatus),
    every(MINUTE_MS, () => bookkeeper.settleOverdue(Date.now())),
    every(UPKEEP_EVERY_MS, () => upkeep?.step()),
    every(MINUTE_MS, () => noteDeviceMinutes(ledger, Date.now())),
    every(HOUR_MS, async () => {
      expired = await expirePhotos(ledger, photos, settings.frameRetentionDays, Date.now(), expired);
    }),
  ];

  // a broker that is away must not keep the collector from starting: it goes on trying
  await Promise.race([intake.subscribed, sleep(SUBSCRIBED_WITHIN_MS, undefined, { ref: false })]);
  await tellStatus();

  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      indicators.stop();
      loss.stop();
      line.stop();
      await running;
      inspector.stop();
      await retries.stop();
      numbers.stop();
      await learning.stop();
      await intake.close();
      await graders.stop();
      // a broker that goes away while it is told would be waited for; the facts stay in the ledger
      await Promise.race([
        Promise.all([commands.send(), facts.send()]),
        sleep(LAST_FACTS_WITHIN_MS, undefined, { ref: false }),
      ]);
      await upkeep?.stop();
      await projector?.stop();
      await outgoing.close();
      ledger.close();
    },
  };
}

async function readYardsFile(settings: Settings): Promise<YardsFile | null> {
  const path = settings.yardsFile ?? join(settings.dataDir, 'yards.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null && settings.yardsFile === null) return null;
  const reject = (expected: string) => new DomainError('SETTING_INVALID', { variable: 'YARDS_FILE', expected });
  if (text === null) throw reject(`a readable file, not ${path}`);
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw reject('a JSON file');
  }
  if (!Check(YardsFile, file)) throw reject('a file of yards: {"yards":{"id":{"name","dayPlanKg","rules"}}}');
  return file;
}
