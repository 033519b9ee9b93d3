// The package's own types alone, under the strictest settings.
import { Simulation, validate, type Diagnostic } from 'ecs-drydock';

export const found: Diagnostic[] = validate('ListClusters', { maxResults: 5 });
export const names: string[] = new Simulation().call('ListClusters').clusterArns;
