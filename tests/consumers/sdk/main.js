// The real SDK, in a page, against a cluster in the same page: it refuses the drain in the service's words.
import { ECSClient, InvalidParameterException, UpdateContainerInstancesStateCommand } from '@aws-sdk/client-ecs';
import { testCluster } from 'ecs-drydock/testing';

import { drain } from '../app.js';

const { requestHandler } = testCluster({ hosts: 1 });
const client = new ECSClient({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, requestHandler });
const error = await client.send(new UpdateContainerInstancesStateCommand(drain)).catch((error) => error);
document.querySelector('#message').textContent = error instanceof InvalidParameterException ? error.message : String(error.stack);
