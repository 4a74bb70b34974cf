declare module 'aedes-persistence-level' {
  import type { ClassicLevel } from 'classic-level';

  /** Makes a persistence for aedes on a level database; the package ships no types. */
  const levelPersistence: (db: ClassicLevel) => unknown;
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS with one export
  export default levelPersistence;
}
