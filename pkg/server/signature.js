/**
 * Signature Version 4, as far as a service has to know it.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** How far the time of a request may be from that of the server. */
const MOST_SKEW_MS = 15 * 60_000;
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** The parts of the header Authorization; undefined where there is none, or not of this kind. */
export function authorization(header) {
  if (!header?.startsWith(`${ALGORITHM} `)) return undefined;
  const parts = Object.fromEntries(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((part) => part.trim().split(/=(.*)/s, 2)),
  );
  const [accessKeyId, date, region, service, end] = (parts.Credential ?? '').split('/');
  return { accessKeyId, date, region, service, end, signedHeaders: (parts.SignedHeaders ?? '').split(';'), signature: parts.Signature ?? '' };
}

/** The account and Region that a request is for: what its signature is scoped to, if it has one. */
export function placeOf(header) {
  const { accessKeyId, region } = authorization(header) ?? {};
  // An access key that looks like an account is one, so that a client can choose its account.
  return { account: /^\d{12}$/.test(accessKeyId) ? accessKeyId : undefined, region: region || undefined };
}

/** What is wrong with the signature of a request; undefined if nothing is. */
export function wrongSignature({ method, url, headers, body }, { accessKeyId, secretAccessKey }, now = Date.now()) {
  const given = authorization(headers.authorization);
  if (!given) return { name: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' };
  if (given.accessKeyId !== accessKeyId) {
    return { name: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' };
  }
  const time = headers['x-amz-date'] ?? '';
  const moment = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(moment - now) <= MOST_SKEW_MS)) {
    return { name: 'InvalidSignatureException', message: `Signature expired: ${time} is not within 15 minutes of the server's time` };
  }
  const scope = [given.date, given.region, given.service, given.end].join('/');
  const toSign = [ALGORITHM, time, scope, sha256(canonical({ method, url, headers, body }, given.signedHeaders))].join('\n');
  const key = [given.date, given.region, given.service, given.end].reduce((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const [expected, sent] = [hmac(key, toSign), Buffer.from(given.signature, 'hex')];
  // What says what is asked for has to be signed.
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const covers = needed.every((name) => given.signedHeaders.includes(name)) && time.startsWith(given.date) && given.service === 'ecs' && given.end === 'aws4_request';
  if (covers && sent.length === expected.length && timingSafeEqual(sent, expected)) return undefined;
  return { name: 'InvalidSignatureException', message: MISMATCH };
}

/** A request in the one form that both sides digest. Clients of this protocol send everything to `/`. */
function canonical({ method, url, headers, body }, signedHeaders) {
  const [path, query = ''] = url.split('?');
  const valueOf = (name) => (Object.hasOwn(headers, name) ? String(headers[name]) : '');
  const values = signedHeaders.map((name) => `${name}:${valueOf(name).trim().replace(/ +/g, ' ')}\n`);
  return [method, path, query.split('&').sort().join('&'), values.join(''), signedHeaders.join(';'), sha256(body)].join('\n');
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}
