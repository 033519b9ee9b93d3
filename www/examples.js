// Requests to begin with. Each names where its data comes from.

const ID = '0123456789abcdef0123456789abcdef';
const CLI = (file) => `AWS CLI, awscli/examples/ecs/${file}.rst`;
const FACTS = (row) => `the fact sheet, row ${row}`;

const CAPABILITIES = [
  'com.amazonaws.ecs.capability.privileged-container',
  ...['1.17', '1.18', '1.19', '1.20', '1.21', '1.22', '1.23', '1.24', '1.25', '1.28', '1.29', '1.30', '1.32'].map(
    (version) => `com.amazonaws.ecs.capability.docker-remote-api.${version}`,
  ),
  ...['json-file', 'syslog', 'awslogs', 'none'].map((driver) => `com.amazonaws.ecs.capability.logging-driver.${driver}`),
  'com.amazonaws.ecs.capability.ecr-auth',
  'com.amazonaws.ecs.capability.task-iam-role',
  'com.amazonaws.ecs.capability.task-iam-role-network-host',
  'ecs.capability.docker-plugin.local',
  'ecs.capability.task-eni',
  'ecs.capability.task-eni-trunking',
  'ecs.capability.task-cpu-mem-limit',
  'ecs.capability.execution-role-ecr-pull',
  'ecs.capability.execution-role-awslogs',
  'ecs.capability.container-health-check',
  'ecs.capability.container-ordering',
  'ecs.capability.full-sync',
  'ecs.capability.secrets.ssm.environment-variables',
  'ecs.capability.efs',
  'ecs.capability.execute-command',
  'ecs.capability.service-connect-v1',
];

/** As the instance metadata service gives it, line breaks and all. */
const IDENTITY = `{
  "accountId" : "123456789012",
  "architecture" : "x86_64",
  "availabilityZone" : "eu-west-1a",
  "billingProducts" : null,
  "devpayProductCodes" : null,
  "marketplaceProductCodes" : null,
  "imageId" : "ami-0123456789abcdef0",
  "instanceId" : "i-0123456789abcdef0",
  "instanceType" : "m5.large",
  "kernelId" : null,
  "pendingTime" : "2026-01-01T00:00:00Z",
  "privateIp" : "10.0.0.10",
  "ramdiskId" : null,
  "region" : "eu-west-1",
  "version" : "2017-09-30"
}`;
/** Of the length and form of a real one; only AWS can sign. */
const SIGNATURE = btoa('no real signature, only as long. '.repeat(4).slice(0, 128)).replace(/.{64}/g, '$&\n');

export const groups = { real: 'As the real clients send them', cli: 'From the AWS CLI’s examples', broken: 'Broken, each with a story' };

export const examples = [
  {
    group: 'real',
    name: 'The agent registers its host',
    operation: 'RegisterContainerInstance',
    about: 'What the container agent sends when an m5.large starts.',
    source: FACTS('register-content'),
    request: {
      cluster: 'default',
      instanceIdentityDocument: IDENTITY,
      instanceIdentityDocumentSignature: SIGNATURE,
      totalResources: [
        { name: 'CPU', type: 'INTEGER', integerValue: 2048 },
        { name: 'MEMORY', type: 'INTEGER', integerValue: 7763 },
        { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2376', '2375', '51678', '51679'] },
        { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
      ],
      attributes: [
        { name: 'stack', value: 'blue' },
        ...CAPABILITIES.map((name) => ({ name })),
        { name: 'ecs.capability.cni-plugin-version', value: '2024.09.0' },
        { name: 'ecs.vpc-id', value: 'vpc-0123456789abcdef0' },
        { name: 'ecs.subnet-id', value: 'subnet-0123456789abcdef0' },
        { name: 'ecs.os-type', value: 'linux' },
        { name: 'ecs.os-family', value: 'LINUX' },
      ],
      tags: [{ key: 'team', value: 'harbour' }],
      clientToken: '7c1b2f0e-5a0b-4c52-9f3e-2f6f2f0b6d11',
    },
  },
  {
    group: 'real',
    name: 'A drain script takes one host out',
    operation: 'UpdateContainerInstancesState',
    about: 'Drains one container instance by its short ID.',
    source: FACTS('status-drain'),
    request: { cluster: 'production', containerInstances: [ID], status: 'DRAINING' },
  },
  {
    group: 'cli',
    name: 'update-container-instances-state',
    operation: 'UpdateContainerInstancesState',
    about: 'Sets a container instance of the cluster default to DRAINING.',
    source: CLI('update-container-instances-state'),
    request: { containerInstances: ['765936fadbdd46b5991a4bd70c2a43d4'], status: 'DRAINING' },
  },
  {
    group: 'cli',
    name: 'deregister-container-instance',
    operation: 'DeregisterContainerInstance',
    about: 'Takes a container instance out of its cluster although tasks may run on it.',
    source: CLI('deregister-container-instance'),
    request: {
      cluster: 'arn:aws:ecs:us-west-2:123456789012:cluster/MyCluster',
      containerInstance: 'arn:aws:ecs:us-west-2:123456789012:container-instance/a1b2c3d4-5678-90ab-cdef-11111EXAMPLE',
      force: true,
    },
  },
  {
    group: 'cli',
    name: 'describe-container-instances',
    operation: 'DescribeContainerInstances',
    about: 'Describes a container instance by its ID in the old form.',
    source: CLI('describe-container-instances'),
    request: { cluster: 'update', containerInstances: ['53ac7152-dcd1-4102-81f5-208962864132'] },
  },
  {
    group: 'cli',
    name: 'update-container-agent',
    operation: 'UpdateContainerAgent',
    about: 'Asks for an update of the agent on a container instance.',
    source: CLI('update-container-agent'),
    request: { cluster: 'default', containerInstance: 'a3e98c65-2a40-4452-a63c-62beb4d9be9b' },
  },
  {
    group: 'cli',
    name: 'put-attributes',
    operation: 'PutAttributes',
    about: 'Adds an attribute to a container instance.',
    source: CLI('put-attributes'),
    request: {
      attributes: [
        { name: 'stack', value: 'production', targetId: 'arn:aws:ecs:us-west-2:130757420319:container-instance/1c3be8ed-df30-47b4-8f1e-6e68ebd01f34' },
      ],
    },
  },
  {
    group: 'cli',
    name: 'tag-resource',
    operation: 'TagResource',
    about: 'Adds several tags to a cluster.',
    source: CLI('tag-resource'),
    request: {
      resourceArn: 'arn:aws:ecs:us-west-2:123456789012:cluster/MyCluster',
      tags: [{ key: 'key1', value: 'value1' }, { key: 'key2', value: 'value2' }, { key: 'key3', value: 'value3' }],
    },
  },
  {
    group: 'broken',
    name: 'A drain of eleven',
    operation: 'UpdateContainerInstancesState',
    about: 'A script sends all the hosts of a group at once. The limit is ten.',
    source: 'minamijoyo/myaws#25',
    request: {
      cluster: 'production',
      containerInstances: Array.from({ length: 11 }, (_, index) => `${index.toString(16).padStart(2, '0')}${ID.slice(2)}`),
      status: 'DRAINING',
    },
  },
  {
    group: 'broken',
    name: 'The text None',
    operation: 'DescribeContainerInstances',
    about: 'A query found nothing and printed None, which the next command took for an ID.',
    source: FACTS('msg-instance-id-length'),
    request: { cluster: 'production', containerInstances: ['None'] },
  },
  {
    group: 'broken',
    name: 'Another cluster’s instance',
    operation: 'UpdateContainerAgent',
    about: 'The ARN names one cluster, the request means another.',
    source: 'aws/aws-toolkit-vscode#2915',
    request: { containerInstance: `arn:aws:ecs:eu-west-1:123456789012:container-instance/production/${ID}` },
  },
  {
    group: 'broken',
    name: 'Attributes that vanish',
    operation: 'RegisterContainerInstance',
    about: 'The registration succeeds, yet three attributes are gone, without a word.',
    source: 'aws/amazon-ecs-agent#2981',
    request: {
      attributes: [
        { name: 'build:id', value: '42' },
        { name: 'zone', value: 'a, b' },
        { name: 'owner', value: 'harbour ' },
        { name: 'stack', value: 'blue' },
      ],
    },
  },
  {
    group: 'broken',
    name: 'A tag of AWS’s own',
    operation: 'RegisterContainerInstance',
    about: 'EC2 tags copied over as they are, with one that CloudFormation made.',
    source: 'aws/amazon-ecs-agent#1704',
    request: { tags: [{ key: 'Name', value: 'worker' }, { key: 'aws:cloudformation:stack-name', value: 'cluster' }] },
  },
  {
    group: 'broken',
    name: 'A word the SDK’s types allow',
    operation: 'UpdateContainerInstancesState',
    about: 'REGISTERING is in the model’s list of words; the service takes two of them.',
    source: FACTS('request-update-state-status'),
    request: { containerInstances: [ID], status: 'REGISTERING' },
  },
  {
    group: 'broken',
    name: 'A comma too many',
    operation: 'PutAttributes',
    about: 'Edited by hand in a hurry.',
    source: 'made up',
    text: `{\n  "attributes": [\n    { "name": "stack", "value": "blue", "targetType": "container-instance", "targetId": "${ID}" },\n  ]\n}`,
  },
];
