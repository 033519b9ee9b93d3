// The package's own types alone, under the strictest settings.
import { validate, type Diagnostic } from 'ecs-drydock';

export const found: Diagnostic[] = validate('ListClusters', { maxResults: 5 });
