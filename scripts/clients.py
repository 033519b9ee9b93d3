"""A loop of boto3 over the same calls, against servers that take turns.

What to do comes as JSON on standard input; seconds per call and round, by the name of
the server, go to standard output.
"""

import json
import sys
import time

import boto3
from botocore.config import Config


def client_of(url):
    # One attempt: a request that has to be sent again is an error here, not time.
    config = Config(retries={"total_max_attempts": 1})
    return boto3.client("ecs", endpoint_url=url, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=config)


def spend(client, calls, loops):
    """Seconds per call."""
    methods = [(getattr(client, name), request) for name, request in calls]
    started = time.perf_counter()
    for _ in range(loops):
        for method, request in methods:
            method(**request)
    return (time.perf_counter() - started) / loops / len(methods)


def main():
    asked = json.load(sys.stdin)
    calls, loops = asked["calls"], asked["loops"]
    clients = {name: client_of(url) for name, url in asked["servers"].items()}
    times = {name: [] for name in clients}
    for client in clients.values():
        spend(client, calls, loops)
    for _ in range(asked["rounds"]):
        for name, client in clients.items():
            times[name].append(spend(client, calls, loops))
    json.dump(times, sys.stdout)


main()
