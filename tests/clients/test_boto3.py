"""boto3, unchanged, over HTTP: every operation, its paginators and waiters, and what it is told where it is refused."""

import json
import pathlib
import unittest

import botocore.exceptions
import botocore.parsers

from answers import parsed_problems, walk
from bridge import Bridge, service_model
from served import Served, at, filled
from test_answers import Session

STORY = json.loads((pathlib.Path(__file__).parent / "story.json").read_text(encoding="utf-8"))
SESSIONS, CALLS = 4, 250


class Checked:
    """A client whose raw answers are looked at as they come."""

    def __init__(self, client):
        self.client = client
        self.service = service_model()
        self.parser = botocore.parsers.create_parser("json")
        self.problems = []
        self.seen = set()
        client.meta.events.register("before-parse.ecs", self.look)

    def look(self, operation_model, response_dict, **_):
        operation, body = operation_model.name, response_dict["body"].decode()
        headers = {name.lower(): value for name, value in response_dict["headers"].items()}
        self.seen.add(operation)
        if response_dict["status_code"] == 200:
            self.problems += walk(self.service, operation, json.loads(body)).problems
        self.problems += parsed_problems(self.service, self.parser, operation, {"status": response_dict["status_code"], "headers": headers, "body": body})

    def send(self, operation, request):
        return self.client._make_api_call(operation, request)


class TestBoto3(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        bridge = Bridge()
        cls.names = {operation["name"] for operation in bridge.ask("model")["operations"]}
        bridge.close()

    def setUp(self):
        self.server = self.serve("--clock", "manual")

    def serve(self, *options):
        server = Served(*options)
        self.addCleanup(server.close)
        return server

    def tell(self, checked):
        """Sends the story; what it told."""
        known = {}
        for step in STORY["story"]:
            if "advance" in step:
                self.server.control("advance", {"milliseconds": step["advance"]})
            elif "command" in step:
                self.server.apply(step["command"])
            else:
                try:
                    answer = checked.send(step["operation"], filled(step["input"], known))
                    known.update({name: at(answer, path) for name, path in step.get("keep", {}).items()})
                except botocore.exceptions.ClientError as error:
                    self.assertIn(error.response["Error"]["Code"], step.get("refusals", []), step)
        return known

    def test_every_operation(self):
        checked = Checked(self.server.client())
        known = self.tell(checked)
        self.assertEqual(checked.problems, [])
        self.assertEqual(checked.seen, self.names)
        for refusal in STORY["refusals"]:
            with self.assertRaises(getattr(checked.client.exceptions, refusal["exception"])) as raised:
                checked.send(refusal["operation"], filled(refusal["input"], known))
            self.assertEqual(raised.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertEqual(checked.problems, [])

    def test_sessions(self):
        for seed in range(SESSIONS):
            self.server.control("reset", {"seed": seed})
            checked, session, answered = Checked(self.server.client()), Session(seed), 0
            for name in sorted(self.names) * (CALLS // len(self.names)):
                if session.random.random() < 0.2:
                    hosts = [host.get("id") or host["containerInstanceArn"] for host in self.server.control("hosts")]
                    try:
                        self.server.apply(session.command(hosts))
                    except Exception as error:  # An earlier answer told of the task; by now it may be forgotten.
                        self.assertEqual(error.code, 400)
                request = getattr(session, name)()
                try:
                    answer = checked.send(name, request)
                    answered += 1
                    learn(session, answer)
                except botocore.exceptions.ClientError:
                    pass
                except botocore.exceptions.ParamValidationError:
                    pass
                self.assertEqual(checked.problems, [], f"seed {seed}: {name} {json.dumps(request)}")
            self.assertGreater(answered, CALLS // 3, f"seed {seed}")

    def test_paginators(self):
        checked = Checked(self.server.client())
        client = checked.client
        self.server.control("launch", {"count": 23})
        self.server.control("advance", {"milliseconds": 120_000})
        client.register_task_definition(family="job", containerDefinitions=[{"name": "main", "image": "a", "memory": 32}])
        for number in range(7):
            client.create_cluster(clusterName=f"c{number}")
            client.register_task_definition(family=f"f{number}", containerDefinitions=[{"name": "main", "image": "a", "memory": 32}])
            client.create_service(serviceName=f"s{number}", taskDefinition="job", desiredCount=1)
        self.server.control("advance", {"milliseconds": 300_000})
        lists = {
            "list_clusters": ({}, "clusterArns", 8), "list_container_instances": ({}, "containerInstanceArns", 23), "list_services": ({}, "serviceArns", 7),
            "list_tasks": ({}, "taskArns", 7), "list_task_definitions": ({}, "taskDefinitionArns", 8), "list_task_definition_families": ({}, "families", 8),
            "list_attributes": ({"targetType": "container-instance", "attributeName": "ecs.os-type"}, "attributes", 23),
            "list_account_settings": ({"effectiveSettings": True}, "settings", 11),
        }
        for name, (request, member, count) in lists.items():
            pages = list(client.get_paginator(name).paginate(**request, PaginationConfig={"PageSize": 5}))
            found = [json.dumps(item, sort_keys=True) for page in pages for item in page[member]]
            self.assertEqual((len(found), len(set(found))), (count, count), name)
            self.assertEqual(len(pages), -(-count // 5), name)
        self.assertEqual(checked.problems, [])

    def test_waiters(self):
        server = self.serve("--clock", "+15000")
        client = server.client()
        server.control("launch", {"count": 2})
        server.control("advance", {"milliseconds": 120_000})
        quick = {"WaiterConfig": {"Delay": 0, "MaxAttempts": 40}}
        client.register_task_definition(family="job", containerDefinitions=[{"name": "main", "image": "a", "memory": 32}])
        client.create_service(serviceName="web", taskDefinition="job", desiredCount=2)
        client.get_waiter("services_stable").wait(services=["web"], **quick)
        task = client.run_task(taskDefinition="job")["tasks"][0]["taskArn"]
        client.get_waiter("tasks_running").wait(tasks=[task], **quick)
        client.stop_task(task=task)
        client.get_waiter("tasks_stopped").wait(tasks=[task], **quick)
        with self.assertRaises(botocore.exceptions.WaiterError):
            client.get_waiter("tasks_running").wait(tasks=[task], **quick)
        client.delete_service(service="web", force=True)
        client.get_waiter("services_inactive").wait(services=["web"], **quick)

    def test_accounts_and_regions_are_apart(self):
        here, there, other = self.server.client(), self.server.client(region="eu-west-1"), self.server.client(key="210987654321")
        arns = [client.create_cluster(clusterName="quay")["cluster"]["clusterArn"] for client in (here, there, other)]
        self.assertEqual(arns, [f"arn:aws:ecs:{place}:cluster/quay" for place in ("us-east-1:123456789012", "eu-west-1:123456789012", "us-east-1:210987654321")])
        here.delete_cluster(cluster="quay")
        self.assertEqual([len(client.describe_clusters(clusters=["quay"], include=[])["clusters"]) and client.describe_clusters(clusters=["quay"])["clusters"][0]["status"] for client in (here, there, other)], ["INACTIVE", "ACTIVE", "ACTIVE"])

    def test_a_throttled_request_is_sent_again(self):
        self.server.control("fault", {"fault": {"type": "throttling", "times": 1}})
        answer = self.server.client(retries={"total_max_attempts": 3, "mode": "standard"}).list_clusters()
        self.assertEqual(answer["ResponseMetadata"]["RetryAttempts"], 1)


def learn(session, answer):
    """What later requests are made of."""
    session.instances += answer.get("containerInstanceArns", [])
    session.tasks += answer.get("taskArns", [])
    session.services += answer.get("serviceArns", [])
    session.definitions += answer.get("taskDefinitionArns", [])
    if answer.get("nextToken"):
        session.tokens.append(answer["nextToken"])


if __name__ == "__main__":
    unittest.main()
