import { validate } from 'ecs-drydock';

import { drain } from '../app.js';

console.log(validate('UpdateContainerInstancesState', drain)[0].message);
