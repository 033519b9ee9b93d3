const { validate } = require('ecs-drydock');

const drain = { containerInstances: Array(11).fill('0123456789abcdef0123456789abcdef'), status: 'DRAINING' };
console.log(validate('UpdateContainerInstancesState', drain)[0].message);
