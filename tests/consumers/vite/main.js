import { init, validate } from 'ecs-drydock';

import { drain } from '../app.js';

await init();
document.querySelector('#message').textContent = validate('UpdateContainerInstancesState', drain)[0].message;
