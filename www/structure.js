/** Whether a value of JSON is an object, which is neither a list nor null. */
export const isStructure = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
