// What `npm run bench` measures against: the full registration, and the same
// rules of length, character set and count as a schema for ajv. The schema leaves
// out what only we look at: unique keys, unknown members, values that fit a type.

const NAME_START = 'com.amazonaws.ecs.capability.';

/** A full registration: 4 resources, 30 attributes, 50 tags. */
export function registration() {
  return {
    cluster: 'production',
    totalResources: [
      { name: 'CPU', type: 'INTEGER', integerValue: 4096 },
      { name: 'MEMORY', type: 'INTEGER', integerValue: 15884 },
      { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2375', '2376', '51678', '51679'] },
      { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: ['53'] },
    ],
    attributes: [
      ...Array.from({ length: 20 }, (_, index) => ({ name: `${NAME_START}docker-remote-api.1.${17 + index}` })),
      ...Array.from({ length: 10 }, (_, index) => ({ name: `rack.row-${index}`, value: `eu-west-1a/hall ${index}` })),
    ],
    tags: Array.from({ length: 50 }, (_, index) => ({ key: `team:harbour/${index}`, value: `cost centre ${index} + crane @ quay` })),
  };
}

/** Text by ajv's own keywords. */
const byKeywords = (characters, least, most, before = '', after = '') => ({
  type: 'string',
  ...(least > 0 && { minLength: least }),
  maxLength: most,
  pattern: `^${before}${characters}*${after}$`,
});

/**
 * The same text by one expression, whose `u` flag makes it count characters too. ajv
 * counts them one by one in JavaScript, so this takes half the time; nobody writes it.
 */
const byExpression = (characters, least, most, before = '', after = '') => ({
  type: 'string',
  pattern: `^${before}${characters}{${least},${most}}${after}$`,
});

const TAG_CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';
const NOT_RESERVED = '(?![aA][wW][sS]:)';
const list = (items, rest) => ({ type: 'array', items, ...rest });
const structure = (properties, ...required) => ({ type: 'object', properties, required });

const schema = (text) => structure({
  cluster: text('[a-zA-Z0-9\\-_]', 1, 255),
  totalResources: list(
    structure(
      {
        name: { type: 'string' },
        type: { enum: ['DOUBLE', 'INTEGER', 'LONG', 'STRINGSET'] },
        integerValue: { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 },
        stringSetValue: list({ type: 'string' }),
      },
      'name',
      'type',
    ),
  ),
  attributes: list(
    structure(
      {
        name: text('[A-Za-z0-9_\\-.\\/\\\\]', 1, 128),
        value: text('[A-Za-z0-9_\\-.@\\/\\\\: ]', 1, 128, '(?! )', '(?<! )'),
      },
      'name',
    ),
  ),
  tags: list(
    structure(
      {
        key: text(TAG_CHARACTERS, 1, 128, NOT_RESERVED),
        value: text(TAG_CHARACTERS, 0, 256, NOT_RESERVED),
      },
      'key',
    ),
    { maxItems: 50 },
  ),
});

/** Both schemas compiled. ajv stops at the first problem, which is the faster of its two ways. */
export function compile(Ajv) {
  const ajv = new Ajv({ strict: true, unicodeRegExp: true });
  return { byKeywords: ajv.compile(schema(byKeywords)), byExpression: ajv.compile(schema(byExpression)) };
}

/** Registrations that break one rule each, and where: ours and the schema's rules have to agree on every one. */
export function brokenRegistrations() {
  const broken = (path, change) => {
    const request = registration();
    change(request);
    return { path, request };
  };
  return [
    broken('/cluster', (request) => (request.cluster = 'a b')),
    broken('/cluster', (request) => (request.cluster = 'a'.repeat(256))),
    broken('/totalResources/0/type', (request) => (request.totalResources[0].type = 'FLOAT')),
    broken('/totalResources/1/integerValue', (request) => (request.totalResources[1].integerValue = 2 ** 31)),
    broken('/totalResources/2/stringSetValue/1', (request) => (request.totalResources[2].stringSetValue[1] = 22)),
    broken('/attributes/23/name', (request) => (request.attributes[23].name = 'a'.repeat(129))),
    broken('/attributes/24/name', (request) => (request.attributes[24].name = 'a:b')),
    broken('/attributes/20/value', (request) => (request.attributes[20].value = '')),
    broken('/attributes/21/value', (request) => (request.attributes[21].value = 'a+b')),
    broken('/attributes/22/value', (request) => (request.attributes[22].value = 'a ')),
    broken('/tags', (request) => request.tags.push({ key: 'one too many' })),
    broken('/tags/0/key', (request) => (request.tags[0].key = '')),
    broken('/tags/1/key', (request) => (request.tags[1].key = '船'.repeat(129))),
    broken('/tags/2/key', (request) => (request.tags[2].key = '#')),
    broken('/tags/3/key', (request) => (request.tags[3].key = 'AwS:x')),
    broken('/tags/48/value', (request) => (request.tags[48].value = '🚢')),
    broken('/tags/49/value', (request) => (request.tags[49].value = 'é'.repeat(257))),
    broken('/tags/49/value', (request) => (request.tags[49].value = 5)),
  ];
}
