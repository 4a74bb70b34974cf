import { type SeedOptions, seedProjects } from './seed.ts';

/** Run once by the launcher when the demo is on; who logs in comes as a message, so that no list of processes shows it. */
process.once('message', (options: SeedOptions) => {
  seedProjects(options)
    .then((made) => {
      if (made > 0) console.log(`demo projects: ${made} grant projects were made`);
    })
    .catch((error: unknown) => {
      console.error(`demo projects: ${(error as Error).message}`);
      process.exitCode = 1;
    })
    .finally(() => process.disconnect());
});
