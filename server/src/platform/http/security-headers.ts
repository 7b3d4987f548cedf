import helmet from 'helmet';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** Browser features that neither the page nor the API documents use. */
const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
];
const PERMISSIONS = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ');

const protect = helmet({
  // This policy is for responses that are not pages. Each page sets its own policy.
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      // `default-src` implies this directive, but audits check for it explicitly.
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
});

/**
 * Sets the security headers of every HTTP response. Unless a handler sets another `Cache-Control`, no browser or proxy
 * may store the response.
 */
export function securityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  response.setHeader('Permissions-Policy', PERMISSIONS);
  response.setHeader('Cache-Control', 'no-store');
  protect(request, response, next);
}

/** The security headers as lines of text, for responses that are written without a {@link ServerResponse}. */
export const securityHeaderLines: readonly string[] = linesOfHeaders();

function linesOfHeaders(): string[] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  securityHeaders(response.req, response, () => undefined);
  return Object.entries(response.getHeaders()).map(([name, value]) => `${name}: ${String(value)}`);
}
