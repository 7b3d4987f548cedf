/**
 * Whether a page of this origin may open a socket. CORS does not apply to WebSockets, so the server asks itself.
 *
 * @param origin the `Origin` header; native clients send none
 * @param host the `Host` header: pages served from here are always allowed
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return allowed.includes(origin) || (!!host && new URL(origin).host === host);
}
