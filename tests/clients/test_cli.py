"""The AWS CLI, unchanged: a whole drain, from the cluster to the host that leaves it."""

import json
import os
import pathlib
import subprocess
import sys
import unittest

from served import Served


class TestCli(unittest.TestCase):
    def setUp(self):
        self.server = Served("--clock", "manual")
        self.addCleanup(self.server.close)

    def run_aws(self, *arguments):
        environment = {
            **os.environ, "AWS_ENDPOINT_URL_ECS": self.server.url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "AWS_PAGER": "",
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_MAX_ATTEMPTS": "1",
        }
        folder = pathlib.Path(sys.executable).parent
        command = [sys.executable, str(folder / "aws"), "ecs", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)

    def aws(self, *arguments):
        """What a command prints, which is JSON."""
        done = self.run_aws(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return json.loads(done.stdout) if done.stdout else None

    def refused(self, *arguments):
        """What a command that is refused says, and its exit code."""
        done = self.run_aws(*arguments)
        return done.returncode, done.stderr.strip().split("\n")[-1]

    def advance(self, seconds):
        self.server.control("advance", {"milliseconds": seconds * 1000})

    def test_a_drain(self):
        cluster = self.aws("create-cluster", "--cluster-name", "quay")["cluster"]
        self.assertEqual((cluster["clusterArn"], cluster["status"]), ("arn:aws:ecs:us-east-1:123456789012:cluster/quay", "ACTIVE"))
        self.server.control("launch", {"count": 2, "cluster": "quay"})
        self.advance(120)
        containers = json.dumps([{"name": "main", "image": "nginx", "memory": 128, "portMappings": [{"containerPort": 80}]}])
        definition = self.aws("register-task-definition", "--family", "web", "--container-definitions", containers)["taskDefinition"]
        self.assertEqual((definition["revision"], definition["status"]), (1, "ACTIVE"))
        self.aws("create-service", "--cluster", "quay", "--service-name", "web", "--task-definition", "web", "--desired-count", "4")
        self.advance(300)
        hosts = self.aws("list-container-instances", "--cluster", "quay", "--filter", "agentConnected == true", "--query", "containerInstanceArns")
        self.assertEqual(len(hosts), 2)
        leaving, staying = hosts

        self.assertEqual(
            self.refused("deregister-container-instance", "--cluster", "quay", "--container-instance", leaving),
            (255, "An error occurred (InvalidParameterException) when calling the DeregisterContainerInstance operation: Found running tasks on the instance."),
        )
        state = self.aws("update-container-instances-state", "--cluster", "quay", "--container-instances", leaving, "--status", "DRAINING")
        self.assertEqual((state["containerInstances"][0]["status"], state["failures"]), ("DRAINING", []))
        counts = []
        for _ in range(60):
            instance = self.aws("describe-container-instances", "--cluster", "quay", "--container-instances", leaving)["containerInstances"][0]
            counts.append(instance["runningTasksCount"] + instance["pendingTasksCount"])
            if counts[-1] == 0:
                break
            self.advance(30)
        self.assertEqual((counts[0], counts[-1]), (2, 0))
        self.assertEqual(counts, sorted(counts, reverse=True))
        # Counts of 0 are not the end: tasks may still stop (the story of docs/cookbook.md).
        self.advance(120)
        self.assertEqual(self.aws("list-tasks", "--cluster", "quay", "--container-instance", leaving)["taskArns"], [])
        service = self.aws("describe-services", "--cluster", "quay", "--services", "web")["services"][0]
        self.assertEqual((service["runningCount"], service["pendingCount"]), (4, 0))
        self.assertEqual(len(self.aws("list-tasks", "--cluster", "quay", "--container-instance", staying)["taskArns"]), 4)

        gone = self.aws("deregister-container-instance", "--cluster", "quay", "--container-instance", leaving)["containerInstance"]
        self.assertEqual(gone["status"], "INACTIVE")
        self.assertEqual(self.aws("list-container-instances", "--cluster", "quay")["containerInstanceArns"], [staying])

    def test_tables_and_text(self):
        self.aws("create-cluster", "--cluster-name", "quay")
        self.assertEqual(self.run_aws("list-clusters", "--output", "text").stdout, "CLUSTERARNS\tarn:aws:ecs:us-east-1:123456789012:cluster/quay\n")
        self.assertIn("||  arn:aws:ecs:us-east-1:123456789012:cluster/quay  ||", self.run_aws("list-clusters", "--output", "table").stdout)


if __name__ == "__main__":
    unittest.main()
