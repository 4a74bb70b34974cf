import type { Logger } from 'pino';
import type { Ledger } from '../stores/ledger.ts';
import type { YardStore } from '../stores/yards.ts';
import { BudgetOutbox } from './budget-outbox.ts';
import { BudgetStore } from './budget-store.ts';
import { DocumentFiles } from './document-files.ts';
import { AttachmentStore } from './file-store.ts';
import { LedgerFiguresStore } from './ledger-figures.ts';
import { PaperStore } from './paper-store.ts';
import { openProgrammeFile } from './programme-file.ts';
import { ProjectStore } from './project-store.ts';
import { ProjectView } from './project-view.ts';

interface Options {
  readonly dataDir: string;
  readonly ledger: Ledger;
  readonly yards: YardStore;
  readonly publish: (topic: string, body: unknown) => Promise<void>;
  readonly isBrokerConnected: () => boolean;
  readonly logger: Logger;
}

export interface ProgrammeStores {
  readonly projects: ProjectStore;
  readonly budget: BudgetStore;
  readonly papers: PaperStore;
  readonly attachments: AttachmentStore;
  readonly documents: DocumentFiles;
  readonly figures: LedgerFiguresStore;
  readonly view: ProjectView;
  readonly outbox: BudgetOutbox;
  stop(): Promise<void>;
}

/** Opens the grant projects of the data folder and tells the collector their budget from now on. */
export function startProgramme({
  dataDir,
  ledger,
  yards,
  publish,
  isBrokerConnected,
  logger,
}: Options): ProgrammeStores {
  const database = openProgrammeFile(dataDir);
  const projects = new ProjectStore(database);
  const budget = new BudgetStore(database);
  const papers = new PaperStore(database);
  const figures = new LedgerFiguresStore(ledger, yards);
  const projectOf = (project: string) => projects.find(project);
  const outbox = new BudgetOutbox({ budget, ledger, yards, projectOf, publish, isBrokerConnected, logger });
  outbox.start();
  return {
    projects,
    budget,
    papers,
    attachments: new AttachmentStore(database),
    documents: new DocumentFiles(dataDir),
    figures,
    view: new ProjectView({ budget, papers, figures }),
    outbox,
    stop: async () => {
      await outbox.stop();
      database.close();
    },
  };
}
