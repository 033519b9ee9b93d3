import { validate } from 'ecs-drydock/inline';

import { drain } from '../app.js';

const { message } = validate('UpdateContainerInstancesState', drain)[0];
if (globalThis.document) document.querySelector('#message').textContent = message;
else console.log(message);
