/** What every entry gives its users besides `init`. */
export {
  DrydockError,
  EcsServiceException,
  assumptions,
  checkAttributeName,
  checkAttributeValue,
  checkClusterName,
  checkContainerInstanceId,
  checkTagKey,
  checkTagValue,
  checkTags,
  instanceTypes,
  operations,
  rollUpHealth,
  rules,
  transition,
  transitions,
  validate,
  validateJson,
} from './api.js';
export { Host, Simulation, behaviourVersion } from './simulation.js';
