/** What every entry gives its users besides `init`. */
export {
  DrydockError,
  EcsServiceException,
  checkAttributeName,
  checkAttributeValue,
  checkClusterName,
  checkContainerInstanceId,
  checkTagKey,
  checkTagValue,
  checkTags,
  rollUpHealth,
  validate,
  validateJson,
} from './api.js';
export { assumptions, instanceTypes, operations, rules, transition, transitions } from './catalogue.js';
export { Host, Simulation, behaviourVersion } from './simulation.js';
