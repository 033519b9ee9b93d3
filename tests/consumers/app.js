// What every consumer does: judge a drain of eleven instances.
export const drain = {
  containerInstances: Array.from({ length: 11 }, () => '0123456789abcdef0123456789abcdef'),
  status: 'DRAINING',
};

export const expected = 'instanceIds can have at most 10 items.';
