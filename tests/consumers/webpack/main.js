import { init, validate } from 'ecs-drydock';

import { drain } from '../app.js';

init().then(() => {
  document.querySelector('#message').textContent = validate('UpdateContainerInstancesState', drain)[0].message;
});
