/**
 * Who may talk to the server. It listens on this machine only, but a page on the web that
 * a browser here has open could send requests to it all the same: so what comes from
 * another page, or by a name that is not the server's, is refused.
 */

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether who listens at an address is heard on this machine only. */
export function isLoopback(host) {
  return LOOPBACK.includes(host.includes(':') ? `[${host}]` : host) || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A function from a request to the reason why it is refused, or undefined. */
export function guard({ host, allowHosts = [], allowOrigins = [] }) {
  const names = new Set([...LOOPBACK, host.includes(':') ? `[${host}]` : host, ...allowHosts].map((name) => name.toLowerCase()));
  const origins = new Set(allowOrigins);
  return ({ headers }) => {
    const name = headers.host?.toLowerCase().replace(/:\d+$/, '');
    if (!allowHosts.includes('*') && !names.has(name)) {
      return `this server does not answer to the name \`${headers.host ?? ''}\` in the header Host: allow it by --allow-host`;
    }
    const { origin } = headers;
    if (origin !== undefined && !origins.has(origin) && !origins.has('*')) {
      return `requests from the page ${origin} are refused: allow it by --allow-origin`;
    }
    // What a page loads without a header Origin, such as a picture, a browser marks so.
    const from = headers['sec-fetch-site'];
    if (origin === undefined && from !== undefined && from !== 'none' && from !== 'same-origin') {
      return 'requests from other pages are refused';
    }
    return undefined;
  };
}

/** What lets a page that is allowed read the answers. */
export function sharedWith({ headers }) {
  const { origin } = headers;
  if (origin === undefined) return {};
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'x-amzn-requestid', vary: 'origin' };
}

/** The answer to a browser that asks before it sends a page's request. */
export function preflight({ headers }) {
  return {
    ...sharedWith({ headers }),
    'access-control-allow-methods': 'GET, POST, PUT',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
    'access-control-max-age': '600',
  };
}
