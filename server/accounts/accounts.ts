import { openAccountsFile } from './accounts-file.ts';
import { Audit } from './audit.ts';
import { PartnerLinks } from './partner-links.ts';
import { Sessions } from './sessions.ts';
import { Users } from './users.ts';
import { WallTokens } from './wall-tokens.ts';

export interface Accounts {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly wallTokens: WallTokens;
  readonly partnerLinks: PartnerLinks;
  readonly audit: Audit;
  close(): void;
}

/** Opens the accounts of the data folder; a stated password of the first administrator is made valid. */
export async function openAccounts(dataDir: string, adminPassword: string | null): Promise<Accounts> {
  const file = openAccountsFile(dataDir);
  const users = new Users(file);
  if (adminPassword !== null) await users.admitFirstAdmin(adminPassword);
  return {
    users,
    sessions: new Sessions(file),
    wallTokens: new WallTokens(file),
    partnerLinks: new PartnerLinks(file),
    audit: new Audit(file),
    close: () => file.close(),
  };
}
