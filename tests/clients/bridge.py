"""The package, in a Node of its own, and botocore's model of the service."""

import json
import pathlib
import subprocess

import botocore.loaders
import botocore.model


def service_model():
    model = botocore.loaders.Loader().load_service_model("ecs", "service-2")
    return botocore.model.ServiceModel(model, "ecs")


class Bridge:
    def __init__(self):
        here = pathlib.Path(__file__).parent
        self.node = subprocess.Popen(["node", str(here / "bridge.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, what, **rest):
        self.node.stdin.write(json.dumps({"ask": what, **rest}) + "\n")
        self.node.stdin.flush()
        return json.loads(self.node.stdout.readline())

    def close(self):
        self.node.stdin.close()
        self.node.wait()
        self.node.stdout.close()
