"""A server of its own for a test, and clients that talk to it."""

import json
import pathlib
import subprocess
import urllib.request

import boto3
from botocore.config import Config

ROOT = pathlib.Path(__file__).parents[2]


class Served:
    """`ecs-drydock serve` on a port of its own."""

    def __init__(self, *options):
        command = ["node", str(ROOT / "pkg" / "cli.js"), "serve", "--port", "0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.url = self.process.stdout.readline().split()[-1]

    def control(self, path, body=None):
        """Asks for something below /_drydock/; a body is sent by POST."""
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(f"{self.url}/_drydock/{path}", data) as response:
            return json.load(response)

    def apply(self, command):
        return self.control(command["kind"], {name: value for name, value in command.items() if name != "kind"})

    def client(self, region="us-east-1", key="test", **config):
        return boto3.client(
            "ecs", endpoint_url=self.url, region_name=region, aws_access_key_id=key, aws_secret_access_key="test", config=Config(**{"retries": {"total_max_attempts": 1}, **config})
        )

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def filled(value, known):
    """An input with what earlier answers told in place of `$name`, and of `$...name` in a list."""
    if isinstance(value, list):
        return [each for item in value for each in (known[item[4:]] if isinstance(item, str) and item.startswith("$...") else [filled(item, known)])]
    if isinstance(value, dict):
        return {name: filled(inner, known) for name, inner in value.items()}
    return at(known, value[1:]) if isinstance(value, str) and value.startswith("$") else value


def at(value, path):
    for name in path.split("."):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value
