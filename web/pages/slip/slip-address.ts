/** The version an address asks for; what is no version asks for the latest. */
export function versionAsked(version: string | undefined): number | undefined {
  return version !== undefined && /^[1-9]\d{0,3}$/u.test(version) ? Number(version) : undefined;
}
