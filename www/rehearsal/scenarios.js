// What one may begin with: clusters, and lessons, which are clusters with steps. In the order of their files.

export const CLUSTERS = listed(import.meta.glob('../clusters/*.json', { eager: true, import: 'default' }));
export const LESSONS = listed(import.meta.glob('../lessons/*.json', { eager: true, import: 'default' }));

/** A cluster or a lesson by its id. */
export const scenarioOf = (id) => [...CLUSTERS, ...LESSONS].find((one) => one.id === id);

function listed(files) {
  return Object.entries(files)
    .map(([path, scenario]) => ({ id: /([^/]+)\.json$/.exec(path)[1], ...scenario }))
    .sort((one, other) => one.id.localeCompare(other.id));
}
