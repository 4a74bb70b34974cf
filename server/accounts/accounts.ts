import { openAccountsFile } from './accounts-file.ts';
import { Audit } from './audit.ts';
import { Sessions } from './sessions.ts';
import { Users } from './users.ts';
import { WallTokens } from './wall-tokens.ts';

export interface Accounts {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly wallTokens: WallTokens;
  readonly audit: Audit;
  /** password of the first administrator, when it was generated just now */
  readonly firstPassword: string | null;
  close(): void;
}

/** Opens the accounts of the data folder and makes sure that somebody can log in. */
export async function openAccounts(dataDir: string, adminPassword: string | null): Promise<Accounts> {
  const file = openAccountsFile(dataDir);
  const users = new Users(file);
  return {
    users,
    sessions: new Sessions(file),
    wallTokens: new WallTokens(file),
    audit: new Audit(file),
    firstPassword: await users.ensureFirstAdmin(adminPassword),
    close: () => file.close(),
  };
}
