// The lessons there are, in the order of their files.

export const LESSONS = Object.entries(import.meta.glob('./lessons/*.json', { eager: true, import: 'default' }))
  .map(([path, lesson]) => ({ id: /([^/]+)\.json$/.exec(path)[1], ...lesson }))
  .sort((one, other) => one.id.localeCompare(other.id));
